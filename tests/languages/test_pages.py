"""Every public page in every language: whole, and without French that has a translation."""

import re

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from campaigns.models import AidPart, LifeSituation
from julien import translations as tool
from requests_intake.services.changes import withdraw
from tests.catalogue.reading import all_of, read, text_of
from tests.make.campaigns import make_desk
from tests.make.catalogue import make_catalogue
from tests.make.intake import make_received, zurich

pytestmark = pytest.mark.django_db

OTHERS = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
LONG = 25
PAGES = [
    "",
    "aides/",
    "aides/?q=dentiste",
    "aides/?q=xyzzyx",
    "aides/?situation=petite-retraite",
    "aides/aide-sociale/",
    "aides/nulle-part/",
    "aides/liste/",
    "aides/liste/?a=aide-sociale&a=lavi",
    "mes-droits/",
    "integrer/",
    "integrer/recherche/",
    "rappel/",
    "rappel/suivi/inconnu/",
    "chiffres/",
    "accessibilite/",
    "confidentialite/",
    "securite-navigation/",
    "mots/",
    "cette-page-n-existe-pas/",
]


@pytest.fixture(scope="module")
def french():
    """The long texts that have translations; those with a value to fill in are left out."""
    part = tool.residents_part(tool.gather())
    ids = [one.id for one in tool.texts(part) if isinstance(one.id, str)]
    return [one for one in ids if len(one) > LONG and "%(" not in one and "<" not in one]


@pytest.fixture
def catalogue():
    make_desk()
    make_catalogue()


def words_of(document):
    """All words of a page but those marked lang="fr"."""
    for parent in document.iter():
        for child in list(parent):
            if child.get("lang") == "fr" or child.tag.endswith(("script", "style")):
                child.clear()
    said = [document.findtext(".//{*}title") or "", text_of(document)]
    said += [element.get("content", "") for element in all_of(document, "meta")]
    said += [element.get("aria-label", "") for element in document.iter()]
    return re.sub(r"\s+", " ", " ".join(said))


def french_left(response, language, french):
    document = read(response)
    assert document.get("lang") == language
    assert len(all_of(document, "h1")) == 1
    assert text_of(all_of(document, "title")[0]).endswith("JU-lien")
    words = words_of(document)
    with translation.override(language):
        return [one for one in french if re.sub(r"\s+", " ", one) in words and gettext(one) != one]


@pytest.mark.parametrize("language", OTHERS)
def test_no_page_shows_french_that_is_translated(client, catalogue, french, language):
    left = {
        page: found
        for page in PAGES
        if (found := french_left(client.get(f"/{language}/{page}"), language, french))
    }
    assert left == {}


def test_the_search_for_french_finds_it(client, catalogue, french):
    page = client.get("/fr/")
    page.content = page.content.replace(b'lang="fr"', b'lang="de"')
    assert len(french_left(page, "de", french)) > 5


@pytest.mark.parametrize("language", OTHERS)
def test_the_form_with_errors_and_the_status_are_in_the_language(client, french, language):
    make_desk()
    received = make_received(received_at=zurich("2026-11-20 10:00"), language=language)
    status = f"/{language}/rappel/suivi/{received.token}/"

    assert french_left(client.post(f"/{language}/rappel/", {}), language, french) == []
    assert french_left(client.get(status), language, french) == []
    withdraw(request_id=received.request.pk, at=zurich("2026-11-20 11:00"))
    assert french_left(client.get(status), language, french) == []


@pytest.mark.parametrize("language", OTHERS)
def test_an_aid_told_in_french_says_so(client, catalogue, language):
    AidPart.objects.filter(aid__slug="aide-sociale", language=language).delete()
    document = read(client.get(f"/{language}/aides/aide-sociale/"))

    (h1,) = all_of(document, "h1")
    assert h1.get("lang") == "fr"
    with translation.override(language):
        notice = gettext(NOT_YET)
    assert notice != NOT_YET
    assert notice in text_of(document)


def test_a_french_reader_is_told_nothing_of_it(client, catalogue):
    assert NOT_YET not in text_of(read(client.get("/fr/aides/aide-sociale/")))


NOT_YET = (
    "Ce texte n'existe pas encore dans votre langue. Sur le formulaire, dites dans quelle langue "
    "vous voulez parler : nous en tenons compte pour vous appeler."
)


@pytest.mark.parametrize("language", OTHERS)
def test_situations_are_named_in_the_language(client, catalogue, language):
    page = text_of(read(client.get(f"/{language}/")))
    for situation in LifeSituation.objects.all():
        assert situation.name not in page


def test_a_situation_renamed_by_an_editor_stays_in_french(client, catalogue):
    LifeSituation.objects.filter(slug="petite-retraite").update(name="Un nom tout neuf")
    assert "Un nom tout neuf" in text_of(read(client.get("/de/")))
