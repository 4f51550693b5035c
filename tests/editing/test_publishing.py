"""What is public was read by somebody else, passed every check, and is kept."""

import pytest
from django.db import IntegrityError, transaction

from campaigns.catalogue.exporting import export_catalogue
from campaigns.catalogue.importing import import_catalogue
from campaigns.editing.drafts import begin_draft, begin_new_aid, submit
from campaigns.editing.errors import NotAcknowledged, NotReady, OwnText
from campaigns.editing.review import publish, send_back
from campaigns.models import Aid, AidDraft, AidPart, AidVersion, FormerAddress, Part
from tests.make.catalogue import (
    make_catalogue,
    make_provider,
    make_situation,
    make_term,
    own_file,
    write_file,
)
from tests.make.editing import (
    AT,
    WHOLE,
    change,
    make_draft_of,
    make_submitted,
    make_whole_aid,
    public_text,
    stored,
    write,
)

pytestmark = pytest.mark.django_db


def submitted(draft, by):
    return submit(draft_id=draft.pk, why="pour essayer", by=by, at=AT)


def test_a_published_text_is_read_at_once_everywhere(client, author, reader):
    aid = make_whole_aid("aide-a")
    draft = make_submitted(aid, by=author, what="Vous recevez un vélo bleu.")

    publish(draft_id=draft.pk, by=reader, at=AT)

    for address in ("/fr/aides/aide-a/", "/api/aides.json"):
        assert "un vélo bleu" in client.get(address).content.decode()
    assert 'data-aid="aide-a"' in client.get("/fr/aides/?q=vélo").content.decode()
    version = aid.versions.get(kind="published")
    assert (version.author, version.reader, version.why) == (author, reader, "le montant a changé")
    assert version.content == stored(aid)


def test_the_author_cannot_publish(author):
    draft = make_submitted(by=author)

    with pytest.raises(OwnText):
        publish(draft_id=draft.pk, by=author, at=AT)

    assert AidDraft.objects.get().state == "submitted"


def test_who_changed_the_text_last_cannot_publish_even_when_another_hands_it_in(author, reader):
    draft = make_draft_of(make_whole_aid(), by=reader, what="Écrit par le lecteur.")
    submitted(draft, author)

    with pytest.raises(OwnText):
        publish(draft_id=draft.pk, by=reader, at=AT)


@pytest.mark.parametrize("state", ["scheduled", "published"])
@pytest.mark.parametrize("wrote", ["submitted_by", "written_by"])
def test_the_database_refuses_one_person_for_both(state, wrote, author, reader):
    draft = make_submitted(by=author)
    fields = {"state": state, "reader": reader, "publish_at": AT, wrote: reader}

    with pytest.raises(IntegrityError, match="read_by_somebody_else"), transaction.atomic():
        AidDraft.objects.filter(pk=draft.pk).update(**fields)
    with pytest.raises(IntegrityError, match="read_by_somebody_else"), transaction.atomic():
        AidVersion.objects.create(
            aid=draft.aid,
            number=9,
            kind="published",
            at=AT,
            content={},
            author=author,
            reader=author,
        )


def test_sent_back_it_waits_for_its_author_with_the_words(author, reader):
    draft = make_submitted(by=author)

    send_back(draft_id=draft.pk, words="Le montant est de 2025.", by=reader, at=AT)

    draft.refresh_from_db()
    assert (draft.state, draft.submitted_by) == ("writing", None)
    last = draft.moves.last()
    assert (last.by, last.was, last.to) == (reader, "submitted", "writing")
    assert last.words == "Le montant est de 2025."


# One wrong thing each, and the words that name it.
WRONG = [
    ({"how_much": ""}, {}, "Il manque « Combien ? »."),
    ({"delay": ""}, {}, "Il manque « Quel délai ? »."),
    ({"title": ""}, {"unknown": ["title"]}, "Il manque « Titre »."),
    ({"what": "Vous <b>recevez</b> cela."}, {}, "« Ce que vous recevez » contient des balises."),
    ({"what": "Bonjour <script>alert(1)</script>"}, {}, "contient des balises"),
    ({"what": "Un mot. " * 400}, {}, "a 3199 signes, au plus 2500"),
    ({"title": "Titre " * 20}, {}, "« Titre » (fr) a 119 signes, au plus 90."),
    ({"title": "???"}, {"slug": ""}, "Il manque l'adresse"),
    ({}, {"slug": "Une Adresse"}, "a-z, 0-9 et traits d'union"),
    ({}, {"slug": "prise"}, "Une autre aide a ou avait l'adresse « prise »."),
    ({}, {"slug": "ancienne"}, "Une autre aide a ou avait l'adresse « ancienne »."),
    ({}, {"provider": None}, "Il manque l'organisme"),
    ({}, {"situations": []}, "au moins une situation"),
    ({}, {"sources": []}, "Il manque une source"),
    ({}, {"review_by": "2026-11-23"}, "date future"),
    ({}, {"review_by": ""}, "date future"),
    ({}, {"checked_on": "2026-11-24"}, "dans le futur"),
    ({}, {"legal_basis": "x" * 301}, "dépasse 300 signes"),
    ({}, {"rule": {"at_most": "likely"}}, "Test « Mes droits »"),
]


@pytest.mark.parametrize(("texts", "facts", "words"), WRONG)
def test_what_is_wrong_is_named_and_nothing_is_published(texts, facts, words, author, reader):
    make_whole_aid("prise")
    FormerAddress.objects.create(slug="ancienne", aid=make_whole_aid())
    aid = make_whole_aid()
    before = stored(aid)
    draft = make_draft_of(aid, by=author)
    write(draft, by=author, **texts)
    change(draft, by=author, **facts)
    submitted(draft, author)

    with pytest.raises(NotReady) as refused:
        publish(draft_id=draft.pk, by=reader, at=AT)

    assert len(refused.value.problems) == 1
    assert words in refused.value.problems[0]
    assert stored(aid) == before


def test_a_part_nothing_is_known_of_may_be_left_open_by_name(client, author, reader):
    aid = make_whole_aid("aide-a")
    draft = make_draft_of(aid, by=author, delay="", how_much="")
    change(draft, by=author, unknown=["delay", "how_much"])

    publish(draft_id=submitted(draft, author).pk, by=reader, at=AT)

    page = client.get("/fr/aides/aide-a/").content.decode()
    assert "Nous n&#x27;avons pas trouvé de délai." in page
    assert begin_draft(aid_id=aid.pk, by=author, at=AT).content["unknown"] == ["delay", "how_much"]


def test_an_organisation_nobody_can_reach_is_refused(author, reader):
    aid = make_whole_aid(provider=make_provider(name="Bureau sans adresse"))
    draft = make_submitted(aid, by=author)

    with pytest.raises(NotReady, match="« Bureau sans adresse » n'a ni téléphone"):
        publish(draft_id=draft.pk, by=reader, at=AT)


def test_an_abbreviation_that_nothing_explains_is_published_only_with_a_name(author, reader):
    aid = make_whole_aid()
    draft = make_submitted(aid, by=author, what="La LDTR vous aide, et les PC.")
    make_term("PC")
    with pytest.raises(NotAcknowledged):
        publish(draft_id=draft.pk, by=reader, at=AT)

    publish(draft_id=draft.pk, by=reader, at=AT, acknowledged=True)

    kept = aid.versions.get(kind="published").acknowledged
    assert kept.endswith("en connaissance de cause : fr : sigle à expliquer : LDTR")


def test_a_text_beyond_the_limit_is_published_only_with_a_name(author, reader):
    aid = make_whole_aid()
    long = "Vous recevez " + "encore un peu " * 8 + "de soutien."
    draft = make_submitted(aid, by=author, what=long)

    with pytest.raises(NotAcknowledged):
        publish(draft_id=draft.pk, by=reader, at=AT)
    publish(draft_id=draft.pk, by=reader, at=AT, acknowledged=True)

    kept = aid.versions.get(kind="published").acknowledged
    assert kept.startswith("Rémi Relecteur publie en connaissance de cause : fr : 28 mots")


def test_a_new_aid_is_listed_last_in_its_situations(client, author, reader):
    first = make_whole_aid("aide-a")
    situation = make_situation(first, slug="dettes", name="Dettes")
    draft = begin_new_aid(by=author, at=AT)
    write(draft, by=author, **{part.value: text for part, text in WHOLE.items()})
    change(
        draft,
        by=author,
        slug="toute-neuve",
        category="dettes",
        provider=make_provider(phone="032 555 01 01").pk,
        situations=["dettes"],
        sources=["https://www.example.org/"],
        review_by="2027-01-01",
    )

    publish(draft_id=submitted(draft, author).pk, by=reader, at=AT)

    new = Aid.objects.get(slug="toute-neuve")
    assert [link.aid for link in situation.situationaid_set.all()] == [first, new]
    assert client.get("/fr/aides/toute-neuve/").status_code == 200
    assert "toute-neuve" in client.get("/sitemap.xml").content.decode()
    assert AidDraft.objects.get().aid == new


def test_a_translation_made_while_the_draft_was_open_stays(author, reader):
    aid = make_whole_aid()
    older = AidPart.objects.create(aid=aid, language="de", part=Part.WHAT, text="Alt.")
    draft = make_submitted(aid, by=author, what="Nouveau.")
    AidPart.objects.filter(pk=older.pk).update(text="Eine Hilfe.")

    publish(draft_id=draft.pk, by=reader, at=AT)

    assert public_text(aid, "what", "de") == "Eine Hilfe."
    assert aid.versions.get(kind="published").content["texts"]["de"] == {"what": "Eine Hilfe."}


def test_a_translation_written_in_the_draft_is_published_with_it(author, reader):
    aid = make_whole_aid()
    draft = make_draft_of(aid, by=author)
    write(draft, by=author, language="de", what="Eine Hilfe.")

    publish(draft_id=submitted(draft, author).pk, by=reader, at=AT)

    assert public_text(aid, "what", "de") == "Eine Hilfe."
    assert public_text(aid, "what") == "Vous recevez un soutien."


def test_what_an_editor_published_is_not_written_over_by_an_import(author, reader):
    make_catalogue()
    aid = Aid.objects.get(slug="aide-sociale")
    draft = make_draft_of(aid, by=author, what="Notre texte.", official="", delay="Tout de suite.")
    facts = {"slug": "autre-adresse", "review_by": "2027-01-01", "checked_on": "2026-11-20"}
    change(draft, by=author, unknown=["papers", "how_much"], **facts)
    publish(draft_id=submitted(draft, author).pk, by=reader, at=AT, acknowledged=True)
    published = stored(aid)

    report = import_catalogue()

    assert report.created == 0
    assert stored(aid) == published
    assert Aid.objects.count() == 57


def test_each_state_an_import_made_is_kept(tmp_path):
    make_catalogue()
    aid = Aid.objects.get(slug="aide-sociale")
    assert AidVersion.objects.count() == 57
    assert aid.versions.get().content == stored(aid)
    for number in (1, 2):
        file = own_file()
        for record in file["aids"]:
            if record["slug"] == "aide-sociale":
                record["what_it_gives"] = f"Le fichier numéro {number}."
        import_catalogue(write_file(tmp_path, file))

    said = [version.content["texts"]["fr"]["what"] for version in aid.versions.order_by("number")]
    assert said[1:] == ["Le fichier numéro 1.", "Le fichier numéro 2."]
    assert AidVersion.objects.count() == 59


def test_what_an_import_brought_is_kept_as_a_version(author, reader):
    aid = make_whole_aid()
    publish(draft_id=make_submitted(aid, by=author).pk, by=reader, at=AT)
    AidPart.objects.filter(aid=aid, part="what").update(text="Le fichier dit autre chose.")

    begin_draft(aid_id=aid.pk, by=author, at=AT)

    last = aid.versions.order_by("number").last()
    assert (last.number, last.kind) == (3, "imported")
    assert last.content["texts"]["fr"]["what"] == "Le fichier dit autre chose."


def test_an_export_carries_what_editors_published(author, reader, tmp_path):
    make_catalogue()
    aid = Aid.objects.get(slug="aide-sociale")
    draft = make_draft_of(aid, by=author, what="Notre texte.", official="", delay="Tout de suite.")
    change(draft, by=author, unknown=["papers", "how_much"], review_by="2027-01-01")
    publish(draft_id=submitted(draft, author).pk, by=reader, at=AT, acknowledged=True)
    published = stored(aid)["texts"]["fr"]

    path = write_file(tmp_path, export_catalogue())
    report = import_catalogue(path)

    assert (report.created, report.absent) == (0, 0)
    assert stored(aid)["texts"]["fr"] == published
