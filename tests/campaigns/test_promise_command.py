"""`manage.py due_time`, as a person at a terminal and a script with a list use it."""

import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.make.campaigns import make_calendar, make_campaign, make_desk

ROOT = Path(__file__).resolve().parents[2]
WHIT = "Reçue vendredi 17.5., 3 jours = lundi 20.5. ; fermé lundi 20.5. (lundi de Pentecôte) : "
WHIT += "reporté au mardi 21.5."


@pytest.fixture
def desk(db):
    return make_desk()


def due_time(*arguments):
    """(standard output, standard error) of the command."""
    out, err = io.StringIO(), io.StringIO()
    call_command("due_time", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def due_times(monkeypatch, text):
    """(standard output, standard error, error raised) of `due_time -` fed with that text."""
    data = text if isinstance(text, bytes) else text.encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("due_time", "-", stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue(), error
    return out.getvalue(), err.getvalue(), None


def test_it_prints_the_instant_then_the_explanation(desk):
    assert due_time("2024-05-17T10:00:00+02:00") == (f"2024-05-21T17:30:00+02:00\n{WHIT}\n", "")


@pytest.mark.parametrize(
    "typed",
    [
        "2024-05-17T08:00:00Z",
        "2024-05-17T08:00Z",
        "2024-05-17 10:00:00.123456+02:00",
        "2024-05-17T20:00:00+12:00",
        "2024-05-17T10:00",
        "2024-05-17T23:59:59",
        "2024-05-17",
        "20240517T1000",
    ],
)
def test_the_same_moment_may_be_written_in_many_ways(desk, typed):
    assert due_time(typed)[0] == f"2024-05-21T17:30:00+02:00\n{WHIT}\n"


@pytest.mark.parametrize(
    ("typed", "due_at"),
    [
        pytest.param("2026-03-29T02:30", "2026-04-01T17:30:00+02:00", id="skipped hour"),
        pytest.param("2026-10-25T02:30", "2026-10-28T17:30:00+01:00", id="doubled hour"),
        pytest.param("2026-10-25T23:59", "2026-10-28T17:30:00+01:00", id="that night"),
    ],
)
def test_local_times_at_the_clock_changes(desk, typed, due_at):
    assert due_time(typed)[0].splitlines()[0] == due_at


@pytest.mark.parametrize("typed", ["hier", "2024-13-01", "", "9999-12-31T00:00Z", "-1"])
def test_what_is_no_instant_is_refused(desk, typed):
    with pytest.raises(CommandError, match="n'est pas un instant que l'on peut compter"):
        due_time("--", typed)


def test_no_open_day_is_an_error(db):
    make_desk(calendar=make_calendar(week=((),) * 7))
    with pytest.raises(CommandError, match="aucun jour ouvert dans les 30 jours"):
        due_time("2024-05-17T10:00Z")


def test_a_campaign_counts_its_own_way(desk):
    friday_off = make_calendar(closed={date(2024, 5, 24): "Fermeture"})
    make_campaign(slug="mai", calendar=friday_off, promise_days=4, promise_unit="working")
    answer, _ = due_time("2024-05-17T10:00+02:00", "--campaign", "mai")
    assert answer == (
        "2024-05-27T17:30:00+02:00\n"
        "Reçue vendredi 17.5., 4 jours ouverts = lundi 27.5. ; jours fermés non comptés : "
        "samedi 18.5. et dimanche 19.5. (week-end), lundi 20.5. (lundi de Pentecôte), "
        "vendredi 24.5. (Fermeture), samedi 25.5. et dimanche 26.5. (week-end).\n"
    )


def test_a_campaign_without_a_rule_of_its_own_counts_as_the_desk(db):
    make_desk(promise_days=1)
    make_campaign(slug="mai")
    answer, _ = due_time("2024-06-11T10:00", "--campaign", "mai")
    assert answer.startswith("2024-06-12T17:30:00+02:00\n")


def test_an_unknown_campaign_is_an_error(desk):
    with pytest.raises(CommandError, match="Aucune campagne « juin »"):
        due_time("2024-05-17T10:00Z", "--campaign", "juin")


def test_without_a_desk_it_counts_as_the_jura_does_and_says_so(db):
    answer, notes = due_time("2024-05-17T10:00+02:00")
    assert answer == f"2024-05-21T17:30:00+02:00\n{WHIT}\n"
    assert notes == "Aucun service n'est réglé ici : règle et horaires habituels du Jura.\n"


def test_a_list_is_answered_line_by_line(desk, monkeypatch):
    out, err, error = due_times(monkeypatch, "2024-06-11T10:00\r\n\n  2024-05-17T08:00Z \n")
    assert out == (
        "2024-06-11T10:00\t2024-06-14T17:30:00+02:00\tReçue mardi 11.6., 3 jours = vendredi 14.6.\n"
        f"2024-05-17T08:00Z\t2024-05-21T17:30:00+02:00\t{WHIT}\n"
    )
    assert err == ""
    assert error is None


def test_a_wrong_line_is_named_and_the_others_are_answered(db, monkeypatch):
    summer = {date(2024, 7, day): "Été" for day in range(1, 32)}
    make_desk(calendar=make_calendar(closed=summer))
    lines = b"2024-06-11T10:00\nhier\n\n2024-06-28T10:00\n\xff\xfe\n2024-05-17\n"
    out, err, error = due_times(monkeypatch, lines)
    assert [line.split("\t")[0] for line in out.splitlines()] == ["2024-06-11T10:00", "2024-05-17"]
    assert [line.split(" : ")[0] for line in err.splitlines()] == ["Ligne 2", "Ligne 4", "Ligne 5"]
    assert "« hier » n'est pas un instant" in err
    assert "aucun jour ouvert dans les 30 jours pour « 2024-06-28T10:00 »" in err
    assert str(error) == "Lignes sans réponse : 3."
    assert error.returncode == 1


def test_the_calendar_is_read_once_for_a_whole_list(desk, monkeypatch, django_assert_num_queries):
    lines = "".join(f"2024-05-{day:02}T10:00Z\n" for day in range(1, 31))
    with django_assert_num_queries(3):  # the desk, its periods, its closed days
        out, _err, _error = due_times(monkeypatch, lines)
    assert len(out.splitlines()) == 30


def database_url():
    """The address of the database this test runs in, for another process."""
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    settings = connection.settings_dict
    query = urlencode({name: settings[key] for name, key in names.items() if settings[key]})
    return f"postgresql:///{settings['NAME']}?{query}"


@pytest.mark.django_db(transaction=True)
def test_a_script_pipes_a_list_through_the_program():
    make_desk()
    ran = subprocess.run(
        [sys.executable, "manage.py", "due_time", "-"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url(), "TZ": "Pacific/Auckland"},
        input="2024-05-17T23:59:59\nhier\n2026-10-25T02:30\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert ran.stdout == (
        f"2024-05-17T23:59:59\t2024-05-21T17:30:00+02:00\t{WHIT}\n"
        "2026-10-25T02:30\t2026-10-28T17:30:00+01:00\t"
        "Reçue dimanche 25.10., 3 jours = mercredi 28.10.\n"
    )
    assert ran.stderr.startswith("Ligne 2 : « hier » n'est pas un instant")
    assert ran.returncode == 1
