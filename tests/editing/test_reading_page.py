"""The second reader's page, the aid's page with its versions, and the end of an aid."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.editing.drafts import begin_new_aid
from campaigns.editing.versions import keep_version
from campaigns.models import Aid, AidDraft
from julien.core.roles import Role
from tests.catalogue.reading import main_text
from tests.make.catalogue import make_aid
from tests.make.editing import (
    AT,
    hand_in,
    make_draft_of,
    make_submitted,
    make_whole_aid,
    public_text,
)
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db


def page(draft, name="review"):
    return reverse(f"editing:{name}", args=[draft.pk])


@pytest.fixture
def remi(client, reader):
    client.force_login(reader)
    return client


@pytest.fixture
def draft(author):
    return make_submitted(make_whole_aid("aide-a"), by=author, what="Vous recevez un vélo.")


def test_what_changes_is_struck_out_and_underlined(remi, draft):
    answer = remi.get(page(draft))

    compared = answer.content.decode().split('class="compare"')[1].split("</table>")[0]
    assert "un <del>soutien</del>." in compared
    assert "un <ins>vélo</ins>." in compared
    assert compared.count("<tr data-part") == 1
    assert "Barré : n'y est plus. Souligné : nouveau." in main_text(answer)


def test_of_a_new_aid_the_reader_sees_how_sure_it_is_and_where_it_belongs(remi, author):
    draft = begin_new_aid(by=author, at=AT)
    content = draft.content | {"confidence": "general knowledge", "category": "sante"}
    AidDraft.objects.filter(pk=draft.pk).update(content=content)

    shown = {one.label: one.after[0].text for one in remi.get(page(draft)).context["changes"]}

    assert {"Fiabilité": "sans source, à vérifier", "Domaine": "Santé"}.items() <= shown.items()


def test_the_reader_publishes(remi, draft):
    answer = remi.post(page(draft, "publish"), follow=True)

    assert "Publié." in main_text(answer)
    assert public_text(draft.aid, "what") == "Vous recevez un vélo."


def test_the_author_is_told_to_wait(client, author, draft):
    client.force_login(author)

    assert "C'est votre texte" in main_text(client.get(page(draft)))
    answer = client.post(page(draft, "publish"))

    assert answer.status_code == 409
    assert "une autre personne de la rédaction le relit" in main_text(answer)
    assert public_text(draft.aid, "what") == "Vous recevez un soutien."


def test_an_administrator_in_the_readers_place_is_no_second_reader(client, author, reader, draft):
    admin = make_staff(Role.ADMIN)
    client.force_login(admin)
    client.post(f"/equipe/comptes/{reader.pk}/agir/", {"acting-why": "essai"})

    assert client.get(page(draft)).status_code == 200
    assert client.post(page(draft, "publish")).status_code == 403
    assert public_text(draft.aid, "what") == "Vous recevez un soutien."


def test_a_page_that_is_too_old_publishes_nothing_twice(remi, draft):
    remi.post(page(draft, "publish"))

    assert remi.post(page(draft, "publish")).status_code == 409
    assert draft.aid.versions.filter(kind="published").count() == 1


def test_planned_for_a_day(remi, draft):
    day = timezone.localtime() + timedelta(days=2)

    answer = remi.post(page(draft, "publish"), {"publish_at": f"{day:%Y-%m-%dT%H:%M}"}, follow=True)

    assert "Publication prévue" in main_text(answer)
    draft.refresh_from_db()
    assert draft.publish_at == day.replace(second=0, microsecond=0)
    assert public_text(draft.aid, "what") == "Vous recevez un soutien."
    AidDraft.objects.update(publish_at=timezone.now())
    remi.get("/redaction/")
    assert public_text(draft.aid, "what") == "Vous recevez un vélo."


@pytest.mark.parametrize(
    ("when", "words"),
    [("2020-01-01T08:00", "Ce moment est passé."), ("demain", "Écrivez la date ainsi")],
)
def test_a_wrong_day_is_said_and_nothing_is_published(remi, draft, when, words):
    answer = remi.post(page(draft, "publish"), {"publish_at": when})

    assert answer.status_code == 422
    assert words in main_text(answer)
    assert AidDraft.objects.get().state == "submitted"


def test_a_hard_text_asks_for_the_readers_name(remi, author):
    long = "Vous recevez " + "encore un peu " * 8 + "de soutien."
    draft = make_submitted(by=author, what=long)

    asked = main_text(remi.get(page(draft)))
    assert "28 mots, au plus 20" in asked
    assert "Moi, Rémi Relecteur, je le publie en connaissance de cause." in asked
    refused = remi.post(page(draft, "publish"))
    assert refused.status_code == 409
    assert "signez de votre nom" in main_text(refused)

    answer = remi.post(page(draft, "publish"), {"acknowledged": "on"}, follow=True)
    assert "Rémi Relecteur publie en connaissance de cause" in main_text(answer)


def test_what_is_missing_is_listed_and_there_is_no_button(remi, author):
    aid = make_whole_aid()
    draft = make_draft_of(aid, by=author, papers="", delay="")
    hand_in(draft, by=author)

    answer = remi.get(page(draft))

    said = main_text(answer)
    assert "Il manque « Quels papiers ? »." in said
    assert "Il manque « Quel délai ? »." in said
    assert page(draft, "publish") not in answer.content.decode()


def test_sent_back_with_words_the_author_reads_them(remi, client, author, draft):
    assert remi.post(page(draft, "send_back"), {"words": ""}).status_code == 422
    remi.post(page(draft, "send_back"), {"words": "Quelle année ?"})

    client.force_login(author)
    home = client.get("/redaction/")
    assert "Mes brouillons" in main_text(home)
    assert "Quelle année ?" in client.get(page(draft)).content.decode()


def test_a_remark_changes_nothing_else(remi, draft):
    remi.post(page(draft, "remark"), {"words": "Bien dit."})

    draft.refresh_from_db()
    assert draft.state == "submitted"
    assert draft.moves.order_by("pk").last().words == "Bien dit."


def test_two_versions_side_by_side_in_whatever_order(remi, draft):
    remi.post(page(draft, "publish"))

    for query in ("avant=1&apres=2", "avant=2&apres=1"):
        answer = remi.get(f"/redaction/aides/aide-a/?{query}")
        compared = answer.content.decode().split('class="compare"')[1].split("</table>")[0]
        assert "<del>soutien</del>" in compared
        assert "<ins>vélo</ins>" in compared
    same = remi.get("/redaction/aides/aide-a/?avant=1&apres=1")
    assert "Rien ne diffère." in main_text(same)
    assert remi.get("/redaction/aides/aide-a/?avant=x&apres=99").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_a_longer_history_asks_no_more(remi, reader, django_assert_num_queries, count):
    aid = make_whole_aid("aide-a")
    for _ in range(count):
        keep_version(aid_id=aid.pk, kind="checked", at=AT, author=reader)
    remi.get("/redaction/aides/aide-a/")

    # the session, the account; aid, parts, sources, situations, versions, draft, rule, editors
    with django_assert_num_queries(10):
        page = remi.get("/redaction/aides/aide-a/").content.decode()
    assert page.count("data-version") == count
    assert "Français : LIX" in page


def test_a_version_is_restored_as_a_draft(remi, draft, reader):
    remi.post(page(draft, "publish"))

    answer = remi.post("/redaction/aides/aide-a/versions/1/", follow=True)

    assert "La version 1 est reprise dans ce brouillon." in main_text(answer)
    restored = AidDraft.objects.open().get()
    assert restored.content["texts"]["fr"]["what"] == "Vous recevez un soutien."
    assert public_text(draft.aid, "what") == "Vous recevez un vélo."
    again = remi.post("/redaction/aides/aide-a/versions/1/")
    assert again.status_code == 409
    assert remi.post("/redaction/aides/aide-a/versions/99/").status_code == 404


def test_looked_at_today_with_nothing_to_change(remi, reader):
    aid = make_whole_aid("aide-a", review_by=date(2020, 1, 1))
    overdue = "Cette page devait être revue"
    assert overdue in remi.get("/fr/aides/aide-a/").content.decode()
    assert "En retard : la page le dit aux habitant·es." in (
        remi.get("/redaction/aides/aide-a/").content.decode()
    )
    for wrong in ("", "2020-01-01", "jamais"):
        answer = remi.post("/redaction/aides/aide-a/verifiee/", {"review_by": wrong})
        assert answer.status_code in (409, 422)

    remi.post("/redaction/aides/aide-a/verifiee/", {"review_by": "2090-01-01"})

    aid.refresh_from_db()
    assert (aid.checked_on, aid.review_by) == (timezone.localdate(), date(2090, 1, 1))
    assert overdue not in remi.get("/fr/aides/aide-a/").content.decode()
    version = aid.versions.get(kind="checked")
    assert (version.author, version.reader) == (reader, None)


def test_an_aid_has_somebody_who_looks_after_it(remi, author):
    aid = make_whole_aid("aide-a")

    remi.post("/redaction/aides/aide-a/suivi/", {"owner": author.pk})
    aid.refresh_from_db()
    assert aid.owner == author

    caller = make_staff()
    refused = remi.post("/redaction/aides/aide-a/suivi/", {"owner": caller.pk})
    assert refused.status_code == 422
    assert "n'écrit pas le catalogue" in main_text(refused)
    remi.post("/redaction/aides/aide-a/suivi/", {"owner": ""})
    aid.refresh_from_db()
    assert aid.owner is None


def test_taking_an_aid_off_asks_what_happened(remi):
    make_whole_aid("aide-a")
    other = make_whole_aid("aide-b")
    address = "/redaction/aides/aide-a/retirer/"

    refused = remi.post(address, {"why": " "})
    assert refused.status_code == 422
    assert "Écrivez ce qui s'est passé" in main_text(refused)
    assert remi.post(address, {"why": "x", "replaced_by": "999"}).status_code == 422
    said = main_text(remi.post(address, {"why": "Vide.", "replaced_by": other.pk}, follow=True))

    assert remi.get("/fr/aides/aide-a/").headers["Location"] == "/fr/aides/aide-b/"
    assert "Retirée. L'ancienne adresse mène à la page qui la remplace." in said
    assert "« Vide. » · mène à Une aide simple" in said


@pytest.mark.parametrize("rest", ["", "retirer/"])
def test_an_aid_that_is_not_there(remi, rest):
    assert remi.get(f"/redaction/aides/pas-la/{rest}").status_code == 404


def test_the_home_says_what_waits_for_whom(client, author, reader, draft):
    mine = make_draft_of(make_whole_aid(), by=author)
    client.force_login(author)
    said = client.get("/redaction/").context["drafts"]
    assert (said["mine"], said["waiting"], said["to_read"]) == ([mine], [draft], [])

    client.force_login(reader)
    said = client.get("/redaction/").context["drafts"]
    assert (said["mine"], said["waiting"], said["to_read"], said["others"]) == (
        [],
        [],
        [draft],
        [mine],
    )


def test_views_of_the_catalogue(remi, reader):
    make_whole_aid("sans-reproche")
    make_whole_aid("en-retard", review_by=date(2020, 1, 1))
    make_whole_aid("a-verifier", to_verify=["le prix"])
    make_aid("incomplete", review_by=date(2090, 1, 1))
    make_whole_aid("mienne", owner=reader)
    make_whole_aid("partie", state=Aid.State.WITHDRAWN, review_by=date(2020, 1, 1))

    def seen(view):
        return [line.aid.slug for line in remi.get(f"/redaction/?voir={view}").context["lines"]]

    assert seen("retard") == ["en-retard"]
    assert seen("verifier") == ["a-verifier"]
    assert seen("incomplet") == ["incomplete"]
    assert seen("miennes") == ["mienne"]
    assert seen("retirees") == ["partie"]
    assert len(seen("n-importe-quoi")) == 6
