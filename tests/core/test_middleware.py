"""The language of a page comes from its address only."""

import pytest
from django.http import HttpResponse
from django.utils import translation

from julien.core.middleware import VisitorLanguageMiddleware


@pytest.fixture
def visit(rf, settings):
    """visit(path, **headers): the language the page was made in, and its Content-Language."""
    settings.LANGUAGES = [("fr", "Français"), ("de", "Deutsch"), ("ar", "العربية")]

    def page(request):
        assert translation.get_language() == request.LANGUAGE_CODE
        return HttpResponse(translation.get_language())

    def visited(path, **headers):
        request = rf.get("/", headers=headers)
        request.path_info = path
        response = VisitorLanguageMiddleware(page)(request)
        return response.content.decode(), response.headers["Content-Language"]

    return visited


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/", "fr"),
        ("/fr/", "fr"),
        ("/de/", "de"),
        ("/de", "de"),
        ("/de/aides/logement/", "de"),
        ("/ar/rappel/", "ar"),
        ("/it/", "fr"),
        ("/DE/", "fr"),
        ("/dehors/", "fr"),
        ("/aides/de/", "fr"),
        ("/equipe/", "fr"),
        ("//de/", "fr"),
        ("", "fr"),
        ("*", "fr"),
    ],
)
def test_the_first_part_of_the_address_is_the_language(visit, path, language):
    assert visit(path) == (language, language)


def test_neither_header_nor_cookie_changes_it(visit):
    headers = {"accept-language": "de", "cookie": "django_language=de"}
    assert visit("/fr/", **headers) == ("fr", "fr")


def test_one_visitor_leaves_no_language_to_the_next(visit):
    with translation.override("fr"):
        visit("/de/")
        assert translation.get_language() == "fr"


def test_a_page_that_names_its_language_is_left_alone(rf):
    def page(request):
        return HttpResponse("Guten Tag", headers={"Content-Language": "de"})

    response = VisitorLanguageMiddleware(page)(rf.get("/equipe/"))
    assert response.headers["Content-Language"] == "de"
