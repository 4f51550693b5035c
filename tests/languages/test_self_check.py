"""The self-check in the other languages: whole, with the same codes and amounts."""

import pytest
from django.conf import settings
from django.utils import translation

from campaigns.amounts import USE
from campaigns.eligibility.questions import QUESTIONS
from julien import translations as tool
from tests.catalogue.reading import all_of, main_text, read, text_of
from tests.make.campaigns import make_desk
from tests.make.catalogue import make_catalogue

OTHERS = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PAGE = "/de/mes-droits/"
NOTE = "Ein Teil dieser Seite ist nur auf Französisch"


def texts():
    """Every text of the ten questions, in the language that is active."""
    for question in QUESTIONS:
        yield from (question.text, question.missing, question.help)
        for option in question.options:
            yield from (option.label, option.says, option.otherwise)


@pytest.fixture
def catalogue(db):
    make_desk()
    make_catalogue()


@pytest.mark.parametrize("language", OTHERS)
def test_every_question_and_choice_has_a_translation_with_the_same_amounts(language):
    known = tool.read(tool.po_path(language), language)
    with translation.override(settings.LANGUAGE_CODE):
        french = [str(text) for text in texts() if text]
    with translation.override(language):
        shown = [str(text) for text in texts() if text]

    assert len(french) > 100
    for source, text in zip(french, shown, strict=True):
        found = known.get(source)
        assert found, source
        assert found.string == text
        assert sorted(USE.findall(source)) == sorted(USE.findall(text))
        assert "ß" not in text


def results(page):
    return {
        article.get("data-aid"): (article.get("data-verdict"), text_of(article))
        for article in all_of(page, "article")
        if article.get("data-verdict")
    }


def test_answers_given_in_german_are_told_in_german(client, catalogue):
    answers = {"canton": "yes", "children": "small", "rdu": "under_27000", "receives": "none"}

    response = client.post(PAGE, answers)

    words = main_text(response)
    assert "Vielleicht haben Sie Anrecht darauf" in words
    assert "Gemeinsam anschauen" in words
    assert "Im Moment wohl nicht für Sie" in words
    told = results(read(response))
    verdict, why = told["reduction-primes-partielle"]
    assert verdict == "likely"
    assert "Weil Sie im Kanton Jura wohnen und weil Ihr RDU unter CHF 27'000 liegt." in why
    assert "Wir haben nicht angeschaut: votre fortune : moins de" in why
    assert "Sie haben nicht gesagt: ob Ihr Geld reicht." in told["vacances-familles"][1]
    assert "Parce que" not in words


def test_the_words_that_stay_french_are_marked_and_announced(client, catalogue):
    answers = {"canton": "yes", "rdu": "under_27000"}

    page = read(client.post(PAGE, answers))

    french = [text_of(one) for one in all_of(page, "span") if one.get("lang") == "fr"]
    assert any(text.startswith("votre fortune") for text in french)
    assert NOTE in text_of(page)
    assert "n'existe qu'en français" not in main_text(client.post("/fr/mes-droits/", answers))
    assert NOTE not in main_text(client.get(PAGE))


def test_the_questions_stand_there_in_german_and_no_longer_say_they_do_not(client, catalogue):
    page = read(client.get(PAGE))

    assert "Wohnen Sie im Kanton Jura?" in text_of(all_of(page, "legend")[0])
    assert "lang" not in all_of(page, "form")[-1].attrib
    with translation.override("de"):
        notice = translation.gettext(
            "Ce texte n'existe pas encore dans votre langue. Sur le formulaire, dites dans quelle "
            "langue vous voulez parler : nous en tenons compte pour vous appeler."
        )
    assert notice not in text_of(page)
