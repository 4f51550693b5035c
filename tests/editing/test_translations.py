"""Translations part by part: when the French moves, editors and readers are told."""

import pytest

from campaigns.catalogue.parts import fingerprint
from campaigns.models import AidPart, AidVersion, Part
from julien.core.roles import Role
from tests.catalogue.reading import all_of, main_text, read, text_of
from tests.make.amounts import make_amount
from tests.make.campaigns import make_desk
from tests.make.catalogue import make_aid
from tests.make.editing import make_whole_aid
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db
GERMAN = {Part.TITLE: "Eine einfache Hilfe", Part.WHAT: "Sie erhalten Unterstützung."}


@pytest.fixture
def editor(client):
    client.force_login(make_staff(Role.EDITOR, first_name="Ursula"))
    return client


@pytest.fixture
def aid():
    make_desk()
    return make_whole_aid("essai")


def page_of(aid):
    return f"/redaction/traductions/de/{aid.slug}/"


def sent(aid, texts, **more):
    """What the page sends: each part with what the person had before them."""
    data = {}
    for row in AidPart.objects.filter(aid=aid, language="fr"):
        german = AidPart.objects.filter(aid=aid, language="de", part=row.part).first()
        stands = german.text if german else ""
        data[f"text-{row.part}"] = texts.get(row.part, stands)
        data[f"french-{row.part}"] = fingerprint(row.text)
        data[f"seen-{row.part}"] = fingerprint(stands) if stands else ""
    return data | more


def move_french(aid, part, text):
    AidPart.objects.filter(aid=aid, language="fr", part=part).update(text=text)


def section(response, part):
    return next(
        one for one in all_of(read(response), "section") if one.get("data-part") == str(part)
    )


def test_what_is_translated_is_read_in_the_language_and_the_rest_in_french_and_says_so(editor, aid):
    editor.post(page_of(aid), sent(aid, GERMAN))

    page = read(editor.get("/de/aides/essai/"))

    (h1,) = all_of(page, "h1")
    assert (h1.get("lang"), text_of(h1)) == ("de", "Eine einfache Hilfe")
    papers = next(one for one in all_of(page, "section") if one.get("data-part") == "papers")
    (said,) = [one for one in papers.iter() if one.get("lang") == "fr"]
    assert text_of(said) == "Votre carte d'identité"
    assert "Ein Teil dieser Seite ist nur auf Französisch" in text_of(page)
    assert "Dieser Abschnitt" not in text_of(page)


def test_when_the_french_moves_reader_and_editor_are_told_which_paragraph(editor, aid):
    german = GERMAN | {Part.HOW_MUCH: "CHF 100 im Monat.", Part.DELAY: "Bis Ende Monat."}
    editor.post(page_of(aid), sent(aid, german))
    move_french(aid, Part.HOW_MUCH, "Vous recevez CHF 120 par mois.")

    public = editor.get("/de/aides/essai/")
    listed = main_text(editor.get("/redaction/traductions/de/"))
    work = editor.get(page_of(aid))

    assert "Dieser Abschnitt ist vielleicht nicht mehr" in text_of(section(public, Part.HOW_MUCH))
    assert "Dieser Abschnitt" not in text_of(section(public, Part.DELAY))
    assert "1 partie à revoir" in listed
    assert "à revoir : le français a changé" in text_of(section(work, Part.HOW_MUCH))
    assert "Dieser Abschnitt" not in editor.get("/fr/aides/essai/").content.decode()


@pytest.mark.parametrize(
    ("texts", "more"),
    [
        pytest.param({Part.WHAT: "Sie erhalten mehr."}, {}, id="written anew"),
        pytest.param({}, {"right-what": "on"}, id="read again and still right"),
    ],
)
def test_a_translation_looked_at_again_is_current(editor, aid, texts, more):
    editor.post(page_of(aid), sent(aid, GERMAN))
    move_french(aid, Part.WHAT, "Vous recevez plus.")
    box = text_of(section(editor.get(page_of(aid)), Part.WHAT))
    assert f"{Part.WHAT.label} : j'ai relu, cette traduction reste juste" in box

    editor.post(page_of(aid), sent(aid, texts, **more))

    assert "Dieser Abschnitt" not in main_text(editor.get("/de/aides/essai/"))
    assert "Rien n'est à revoir." in main_text(editor.get("/redaction/traductions/de/"))


def test_saving_another_part_does_not_make_a_stale_one_current(editor, aid):
    editor.post(page_of(aid), sent(aid, GERMAN))
    move_french(aid, Part.WHAT, "Vous recevez plus.")

    editor.post(page_of(aid), sent(aid, {Part.DELAY: "Bis Ende Monat."}))

    assert "1 partie à revoir" in main_text(editor.get("/redaction/traductions/de/"))


def test_an_amount_that_moves_makes_no_translation_stale(editor):
    make_desk()
    limit = make_amount("limite", 100)
    aid = make_aid("essai", texts={Part.WHAT: "Vous recevez {montant:limite}."})
    editor.post(page_of(aid), sent(aid, {Part.WHAT: "Sie erhalten {montant:limite}."}))
    limit.values.update(value=120)

    said = main_text(editor.get("/de/aides/essai/"))

    assert "Sie erhalten CHF 120." in said
    assert "Dieser Abschnitt" not in said


def test_an_emptied_translation_is_french_again(editor, aid):
    editor.post(page_of(aid), sent(aid, GERMAN))

    editor.post(page_of(aid), sent(aid, {Part.TITLE: "  \n "}))

    (h1,) = all_of(read(editor.get("/de/aides/essai/")), "h1")
    assert (h1.get("lang"), text_of(h1)) == ("fr", "Une aide simple")


def test_french_that_moved_while_someone_translated_is_told_and_nothing_typed_is_lost(editor, aid):
    data = sent(aid, GERMAN)
    move_french(aid, Part.WHAT, "Vous recevez plus.")

    response = editor.post(page_of(aid), data)

    assert response.status_code == 422
    said = text_of(section(response, Part.WHAT))
    assert "Le français a changé entre-temps" in said
    assert "Vous recevez plus." in said
    assert "Sie erhalten Unterstützung." in said
    stored = AidPart.objects.filter(aid=aid, language="de").values_list("part", flat=True)
    assert list(stored) == [Part.TITLE], "what was right is stored"


def test_the_second_of_two_translators_sees_the_first(editor, aid):
    data = sent(aid, GERMAN)
    editor.post(page_of(aid), sent(aid, {Part.WHAT: "Sie bekommen Hilfe."}))

    response = editor.post(page_of(aid), data)

    assert response.status_code == 422
    assert "Quelqu'un d'autre a traduit cette partie" in main_text(response)
    assert AidPart.objects.get(language="de", part=Part.WHAT).text == "Sie bekommen Hilfe."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<script>alert(1)</script>", "contient des balises"),
        ("x" * 10_000, "10000 signes, au plus 2500."),
        ("Sie erhalten etwas.", "Gardez les mêmes montants que le français : {montant:limite}."),
        ("{montant:andere} und {montant:limite}", "Gardez les mêmes montants"),
    ],
)
def test_what_cannot_be_published_is_told_and_kept(editor, text, told):
    make_desk()
    make_amount("limite", 100)
    aid = make_aid(texts={Part.WHAT: "Vous recevez {montant:limite}."})

    response = editor.post(page_of(aid), sent(aid, {Part.WHAT: text}))

    assert response.status_code == 422
    assert told in main_text(response)
    assert text in text_of(section(response, Part.WHAT))
    assert not AidPart.objects.filter(language="de").exists()


def test_each_saving_is_a_version_with_its_author(editor, aid):
    editor.post(page_of(aid), sent(aid, GERMAN))
    editor.post(page_of(aid), sent(aid, {}))

    versions = list(AidVersion.objects.values_list("kind", "author__first_name", "why"))
    assert versions == [("imported", None, ""), ("translated", "Ursula", "de")]
    assert AidVersion.objects.last().content["texts"]["de"]["title"] == "Eine einfache Hilfe"


@pytest.mark.parametrize("language", ["fr", "xx", "../", "<b>"])
def test_only_the_languages_of_the_site_are_translated_into(editor, aid, language):
    assert editor.get(f"/redaction/traductions/{language}/essai/").status_code == 404
    assert editor.get(f"/redaction/traductions/{language}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_ask_as_much_for_three_aids_as_for_one(editor, django_assert_num_queries, count):
    for _ in range(count):
        make_aid()

    for address in ("/redaction/traductions/", "/redaction/traductions/de/"):
        with django_assert_num_queries(4):  # the session, the account; aids, parts
            editor.get(address)
