"""The writing page: saved as typed, marked where it is hard, and nobody's words are lost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.models import AidDraft, DraftMove, Provider
from tests.catalogue.reading import main_text
from tests.make.editing import (
    hand_in,
    make_draft_of,
    make_editor,
    make_whole_aid,
    public_text,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(author):
    return make_draft_of(make_whole_aid("aide-a"), by=author)


@pytest.fixture
def anna(client, author):
    client.force_login(author)
    return client


def page(draft, name="writing"):
    return reverse(f"editing:{name}", args=[draft.pk])


def typed(draft, **fields):
    """What the page sends, with some fields typed anew."""
    content = AidDraft.objects.get(pk=draft.pk).content
    sent = {f"text_{part}": text for part, text in content["texts"]["fr"].items()}
    facts = ("slug", "provider", "category", "situations", "confidence", "unknown")
    sent |= {name: content[name] for name in (*facts, "checked_on", "review_by")}
    sent |= {name: "\n".join(content[name]) for name in ("sources", "to_verify")}
    return sent | {"revision": draft.revision} | fields


def text_of(draft, part):
    return AidDraft.objects.get(pk=draft.pk).content["texts"]["fr"].get(part, "")


def test_the_button_saves_and_shows_the_preview_without_script(anna, draft):
    answer = anna.post(page(draft), typed(draft, text_what="Vous recevez un vélo."), follow=True)

    assert text_of(draft, "what") == "Vous recevez un vélo."
    preview = answer.content.decode().split('id="apercu"')[1]
    assert "Vous recevez un vélo." in preview
    assert "Enregistré à" in main_text(answer)
    assert public_text(draft.aid, "what") == "Vous recevez un soutien."


def test_saving_as_one_types_answers_with_preview_marks_and_the_next_number(anna, draft):
    hard = (
        "Les prestations financières sont octroyées par l'ECAS et (après examen) ; " + "mot " * 20
    )
    sent = typed(draft, text_what=hard)

    answer = anna.post(page(draft), sent, headers={"HX-Request": "true"})

    said = answer.content.decode()
    assert answer.headers["X-Julien-Saved"] == str(draft.revision + 1)
    assert f'name="revision" value="{draft.revision + 1}"' in said
    assert "<mark>Les prestations" in said.split("hx-swap-oob")[0]
    advice = said.split('id="conseils-what"')[1].split('id="conseils-how_much"')[0]
    for remark in ("31 mots, au plus 20", "sigle à expliquer", "ECAS", "tournure passive"):
        assert remark in advice
    for remark in ("parenthèse", "point-virgule"):
        assert remark in advice
    assert "<html" not in said


def test_opening_and_saving_a_page_unchanged_changes_nothing(anna, draft):
    anna.post(page(draft), typed(draft))

    assert AidDraft.objects.get().revision == draft.revision


def test_the_second_to_save_sees_both_texts_and_keeps_what_they_want(anna, draft, reader):
    write(draft, by=reader, what="Le texte de Rémi.")

    answer = anna.post(page(draft), typed(draft, text_what="Le texte d'Anna.", revision=1))

    assert answer.status_code == 409
    said = main_text(answer)
    assert "Rémi Relecteur a enregistré ce texte entre-temps." in said
    assert "Enregistré par Rémi Relecteur" in said
    compared = answer.content.decode().split('class="compare"')[1].split("</table>")[0]
    assert "<del>de Rémi</del>" in compared
    assert "<ins>d&#x27;Anna</ins>" in compared
    assert ">\nLe texte d&#x27;Anna.</textarea>" in answer.content.decode()
    assert text_of(draft, "what") == "Le texte de Rémi."

    again = answer.context["draft"].revision
    anna.post(page(draft), typed(draft, text_what="Le texte d'Anna.", revision=again))
    assert text_of(draft, "what") == "Le texte d'Anna."


def test_a_late_autosave_is_refused_without_the_sign_of_a_save(anna, draft, reader):
    write(draft, by=reader, what="Le texte de Rémi.")

    answer = anna.post(page(draft), typed(draft, revision=1), headers={"HX-Request": "true"})

    assert answer.status_code == 409
    assert "X-Julien-Saved" not in answer.headers


def test_who_types_into_a_text_handed_in_meanwhile_keeps_their_words(anna, draft, reader):
    hand_in(draft, by=reader)

    answer = anna.post(page(draft), typed(draft, text_what="Mes mots à moi."))

    assert answer.status_code == 409
    assert "n'est plus en écriture" in main_text(answer)
    assert "Mes mots à moi.</textarea>" in answer.content.decode()


def test_who_opens_a_draft_somebody_writes_in_is_told(client, draft):
    client.force_login(make_editor())
    write(draft, by=draft.written_by, what="Encore.")
    AidDraft.objects.update(written_at=timezone.now())

    assert "Anna Auteure vient d'écrire ici." in main_text(client.get(page(draft)))


def test_a_wrong_date_is_said_and_everything_else_is_kept(anna, draft):
    sent = typed(draft, review_by="bientôt", text_what="Vous recevez un vélo.")

    answer = anna.post(page(draft), sent)

    assert answer.status_code == 422
    assert "Écrivez la date ainsi : 31.12.2027." in main_text(answer)
    assert 'value="bientôt"' in answer.content.decode()
    assert text_of(draft, "what") == "Vous recevez un vélo."


def test_ten_thousand_signs_are_kept_and_named_before_publishing(anna, draft):
    answer = anna.post(page(draft), typed(draft, text_what="Un mot. " * 1250), follow=True)

    assert "9999 signes, au plus 2500" in main_text(answer)
    assert len(text_of(draft, "what")) == 9999


def test_beyond_twenty_thousand_the_field_is_refused_and_the_page_keeps_it(anna, draft):
    answer = anna.post(page(draft), typed(draft, text_what="x" * 20_001, text_delay="Tout."))

    assert answer.status_code == 422
    assert "x" * 20_001 in answer.content.decode()
    assert text_of(draft, "what") == "Vous recevez un soutien."
    assert text_of(draft, "delay") == "Tout."


MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_markup_is_shown_as_words_wherever_it_stands(anna, author, draft):
    fields = {name: MARKUP for name in typed(draft) if name.startswith("text_")}
    facts = {"legal_basis": MARKUP, "sources": MARKUP, "to_verify": MARKUP, "slug": MARKUP}
    sent = typed(draft, **fields, **facts, why=MARKUP)

    pages = [anna.post(page(draft), sent, follow=True)]
    pages.append(anna.post(page(draft), sent | {"revision": 1}))
    pages.append(anna.get("/redaction/"))
    draft.refresh_from_db()
    pages.append(
        anna.post(page(draft, "hand_in"), sent | {"revision": draft.revision}, follow=True)
    )
    pages.append(anna.get("/redaction/aides/aide-a/"))

    for answer in pages:
        assert "<script>alert" not in answer.content.decode()
        assert "<img src=x" not in answer.content.decode()
    assert "contient des balises" in main_text(pages[3])


def test_handing_in_asks_what_changes(anna, draft):
    answer = anna.post(page(draft, "hand_in"), typed(draft, text_what="Nouveau.", why=" "))

    assert answer.status_code == 422
    assert "ce qui change, et pourquoi" in main_text(answer)
    assert text_of(draft, "what") == "Nouveau."
    assert AidDraft.objects.get().state == "writing"


def test_handing_in_keeps_the_page_and_leads_to_the_reading(anna, draft):
    sent = typed(draft, text_what="Nouveau.", why="la loi")

    answer = anna.post(page(draft, "hand_in"), sent)

    assert answer.headers["Location"] == page(draft, "review")
    assert AidDraft.objects.get().state == "submitted"
    assert text_of(draft, "what") == "Nouveau."
    assert list(DraftMove.objects.order_by("pk").values_list("to", "words")) == [
        ("writing", ""),
        ("submitted", "la loi"),
    ]


def test_a_new_aid_gets_an_address_from_its_title(anna):
    opened = anna.post("/redaction/nouvelle-aide/")
    draft = AidDraft.objects.get()
    assert opened.headers["Location"] == page(draft)

    sent = {"revision": 1, "text_title": "De l'argent pour l'école", "why": "nouvelle"}
    anna.post(page(draft, "hand_in"), sent)

    draft.refresh_from_db()
    assert draft.content["slug"] == "de-l-argent-pour-l-ecole"
    assert draft.title == "De l'argent pour l'école"


def test_organisations_of_one_name_are_told_apart(anna, draft):
    for phone in ("032 555 01 80", "032 555 01 81"):
        Provider.objects.create(
            name="Caritas", phone=phone, url=f"https://{phone[-2:]}.example.org"
        )

    page_read = anna.get(page(draft))

    named = [name for _pk, name in page_read.context["form"].fields["provider"].choices]
    assert [name for name in named if name.startswith("Caritas")] == [
        "Caritas · 032 555 01 80 · 80.example.org",
        "Caritas · 032 555 01 81 · 81.example.org",
    ]


def test_ticking_unknown_is_undone_by_writing(anna, draft):
    anna.post(page(draft), typed(draft, text_delay="", unknown=["delay", "papers"]))
    assert AidDraft.objects.get().content["unknown"] == ["delay"]


def test_an_abandoned_draft_is_gone_from_the_lists_and_changes_nothing(anna, draft):
    answer = anna.post(page(draft, "leave"), follow=True)

    assert "La page publiée n'a pas changé." in main_text(answer)
    assert AidDraft.objects.get().state == "discarded"
    assert not AidDraft.objects.open().exists()


@pytest.mark.parametrize("name", ["writing", "review"])
def test_a_draft_that_is_not_there(anna, name):
    assert anna.get(reverse(f"editing:{name}", args=[99999999])).status_code == 404
