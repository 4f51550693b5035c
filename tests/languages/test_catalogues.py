"""The catalogues as they are shipped."""

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import ngettext

from julien import translations as tool
from julien.core.moments import say_moment
from tests.make.intake import zurich

OTHERS = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


@pytest.fixture(scope="module")
def template():
    return tool.gather()


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_for_residents_is_translated(language, template):
    assert list(tool.check(language, tool.residents_part(template))) == []


def test_the_french_catalogue_is_the_one_the_tool_writes(template):
    assert list(tool.check("fr", tool.french(template))) == []


@pytest.mark.parametrize(
    ("language", "of_none"), [("fr", "0 aide"), ("de", "0 Hilfen"), ("pt", "0 apoios")]
)
def test_nothing_is_counted_as_the_language_counts_it(language, of_none):
    with translation.override(language):
        said = ngettext("%(total)s aide", "%(total)s aides", 0) % {"total": 0}
    assert said == of_none


@pytest.mark.parametrize(
    ("language", "half_past", "full", "first"),
    [
        (
            "fr",
            "jeudi 26 novembre, 17 h 30",
            "vendredi 27 novembre, 18 h",
            "mardi 1er décembre, 8 h",
        ),
        (
            "de",
            "Donnerstag, 26. November, 17.30\u00a0Uhr",
            "Freitag, 27. November, 18\u00a0Uhr",
            "Dienstag, 1. Dezember, 8\u00a0Uhr",
        ),
        (
            "it",
            "giovedì 26 novembre, ore 17.30",
            "venerdì 27 novembre, ore 18",
            "martedì 1 dicembre, ore 8",
        ),
        (
            "pt",
            "quinta-feira, 26 de novembro, 17h30",
            "sexta-feira, 27 de novembro, 18h",
            "terça-feira, 1 de dezembro, 8h",
        ),
        (
            "en",
            "Thursday 26 November, 17:30",
            "Friday 27 November, 18:00",
            "Tuesday 1 December, 8:00",
        ),
        (
            "ar",
            "الخميس 26 نوفمبر الساعة 17:30",
            "الجمعة 27 نوفمبر الساعة 18:00",
            "الثلاثاء 1 ديسمبر الساعة 8:00",
        ),
    ],
)
def test_a_moment_is_said_as_people_say_it(language, half_past, full, first):
    with translation.override(language):
        assert say_moment(zurich("2026-11-26 17:30")) == half_past
        assert say_moment(zurich("2026-11-27 18:00")) == full
        assert say_moment(zurich("2026-12-01 08:00")) == first
