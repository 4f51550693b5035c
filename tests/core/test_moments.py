"""Days and times in words."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import translation

from julien.core.moments import say_day, say_distance, say_hour, say_moment, say_month


@pytest.fixture(autouse=True)
def _french():
    with translation.override("fr"):
        yield


@pytest.mark.parametrize(
    ("day", "words", "with_year"),
    [
        (date(2026, 11, 26), "jeudi 26 novembre", "jeudi 26 novembre 2026"),
        (date(2026, 5, 1), "vendredi 1er mai", "vendredi 1er mai 2026"),
        (date(2026, 8, 21), "vendredi 21 août", "vendredi 21 août 2026"),
        (
            datetime(2026, 6, 30, 22, tzinfo=UTC),
            "mercredi 1er juillet",
            "mercredi 1er juillet 2026",
        ),
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), "mardi 30 juin", "mardi 30 juin 2026"),
    ],
)
def test_days(day, words, with_year):
    assert say_day(day) == words
    assert say_day(day, year=True) == with_year


def test_a_month_is_written_as_inside_a_sentence_of_each_language():
    said = {"fr": "novembre 2026", "de": "November 2026", "it": "novembre 2026"}
    said |= {"pt": "novembro 2026", "en": "November 2026"}
    for language, words in said.items():
        with translation.override(language):
            assert say_month(date(2026, 11, 1)) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 26, 16, 30, tzinfo=UTC), "17 h 30"),
        (datetime(2026, 5, 26, 16, 0, tzinfo=UTC), "18 h"),
        (datetime(2026, 5, 26, 6, 5, tzinfo=UTC), "8 h 05"),
        (datetime(2026, 5, 25, 22, 0, tzinfo=UTC), "0 h"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2 h 30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2 h 30"),
        (time(8, 30), "8 h 30"),
        (time(12), "12 h"),
    ],
)
def test_hours_are_those_of_the_service(at, words):
    assert say_hour(at) == words


def test_a_moment_is_a_day_and_an_hour():
    assert say_moment(datetime(2026, 11, 26, 16, 30, tzinfo=UTC)) == "jeudi 26 novembre, 17 h 30"


NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("gap", "ahead", "late"),
    [
        ({"days": 3, "hours": 5}, "encore 3 jours", "en retard de 3 jours"),
        ({"days": 2}, "encore 2 jours", "en retard de 2 jours"),
        ({"hours": 47, "minutes": 59}, "encore 47 h", "en retard de 47 h"),
        ({"hours": 1}, "encore 1 h", "en retard de 1 h"),
        ({"minutes": 59, "seconds": 59}, "encore 59 min", "en retard de 59 min"),
        ({"minutes": 1}, "encore 1 min", "en retard de 1 min"),
        ({"seconds": 5}, "encore moins d'une minute", "en retard de moins d'une minute"),
    ],
)
def test_time_left_and_time_late(gap, ahead, late):
    assert say_distance(NOW + timedelta(**gap), NOW) == ahead
    assert say_distance(NOW - timedelta(**gap), NOW) == late


def test_due_this_very_instant_is_not_late():
    assert say_distance(NOW, NOW) == "encore moins d'une minute"
