"""The one table of how long what is kept, and the settings that change it."""

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import override

from julien import env
from julien.retention.table import BY_CODE, FOR_RESIDENTS, RETENTION, days_of, say_days

# Written out a second time: a period that changes is a decision (docs/decisions).
DEFAULTS = {
    "requests": 365,
    "interviews": 365,
    "words": 180,
    "messages": 90,
    "inbound": 90,
    "set_aside": 30,
    "traces": 30,
    "backups": 30,
    "exports": 0,
    "self_check": 0,
    "audit": None,
    "facts": None,
    "page_views": None,
    "letters": 90,
    "sessions": 1,
    "accounts": None,
}


def test_the_periods_are_those_decided():
    assert {kind.code: kind.kept_days for kind in RETENTION} == DEFAULTS
    assert len(BY_CODE) == len(RETENTION)


def test_an_installation_sets_its_own_periods(settings, monkeypatch):
    monkeypatch.setenv("RETENTION_DAYS", "requests=730, words=60")
    settings.RETENTION_DAYS = env.numbers("RETENTION_DAYS")

    assert (days_of("requests"), days_of("words"), days_of("messages")) == (730, 60, 90)
    assert days_of("interviews") == 730  # erased with the request, so kept as long


@pytest.mark.parametrize("text", ["requests", "requests=", "=3", "requests=-1", "requests=1.5"])
def test_an_unclear_period_stops_the_start(monkeypatch, text):
    monkeypatch.setenv("RETENTION_DAYS", text)
    with pytest.raises(ImproperlyConfigured, match="RETENTION_DAYS"):
        env.numbers("RETENTION_DAYS")


@pytest.mark.parametrize(
    ("days", "named"),
    [
        ({"request": 365}, "request"),
        ({"audit": 10}, "audit"),
        ({"interviews": 10}, "interviews"),
        ({"set_aside": 0}, "set_aside"),
        ({"words": 400}, "words"),
    ],
)
def test_a_period_that_cannot_be_is_named(settings, days, named):
    settings.RETENTION_DAYS = days
    problems = [error.msg for error in run_checks() if error.id == "retention.E001"]
    assert len(problems) == 1
    assert named in problems[0]


def test_the_team_is_no_business_of_residents():
    assert {kind.code for kind in RETENTION} - {kind.code for kind in FOR_RESIDENTS} == {
        "letters",
        "sessions",
        "accounts",
    }


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (None, "sans limite"),
        (0, "jamais gardé"),
        (1, "1 jour"),
        (30, "30 jours"),
        (60, "2 mois"),
        (180, "6 mois"),
        (200, "200 jours"),
        (365, "1 an"),
        (730, "2 ans"),
    ],
)
def test_a_period_is_said_as_people_say_it(days, words):
    assert say_days(days) == words


def test_residents_read_it_in_their_language():
    with override("de"):
        assert BY_CODE["requests"].said == "1 Jahr"
        assert str(BY_CODE["words"].then) == "gelöscht"
