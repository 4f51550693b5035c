"""A page has the same address in each language, but for the language."""

import pytest
from django.urls import translate_url

from julien.core.addresses import in_language


@pytest.mark.parametrize(
    ("path", "german"),
    [
        ("/fr/", "/de/"),
        ("/fr/aides/?q=loyer&s=entraide", "/de/aides/?q=loyer&s=entraide"),
        ("/fr/aides/aide-sociale/", "/de/aides/aide-sociale/"),
        ("/de/rappel/suivi/abc_DEF-1/", "/de/rappel/suivi/abc_DEF-1/"),
        ("/fr/aides/?q=%2Fit%2F", "/de/aides/?q=%2Fit%2F"),
        ("/equipe/connexion/", "/equipe/connexion/"),
        ("/api/aides.json", "/api/aides.json"),
        ("/robots.txt", "/robots.txt"),
        ("/", "/"),
    ],
)
def test_the_language_is_the_first_part_of_an_address(path, german):
    assert in_language(path, "de") == german == translate_url(path, "de")


def test_a_page_that_is_not_there_is_missed_in_the_language_of_the_reader():
    assert in_language("/fr/nulle-part/", "de") == "/de/nulle-part/"
