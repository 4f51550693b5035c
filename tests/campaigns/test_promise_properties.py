"""The promise against a slow clerk who looks at the clock on the desk's wall minute by minute."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.promise import (
    Calendar,
    NoOpenDay,
    Period,
    Rule,
    is_open,
    next_opening,
    opening_periods,
    promise,
)
from tests.campaigns.jura import ZURICH, desk

ROOT = Path(__file__).resolve().parents[2]
MINUTE = timedelta(minutes=1)
REASONS = ["Noël", "Lundi de Pentecôte", "Fermeture annuelle", "Déménagement (Delémont)", "x" * 80]
# Around both changes of the clock, a leap day, the ends of years and a stretch of holidays.
DELICATE = [
    date(2026, 3, 25),
    date(2026, 10, 21),
    date(2028, 2, 25),
    date(2025, 12, 27),
    date(2024, 5, 5),
]


@st.composite
def periods(draw):
    first, last = sorted(draw(st.lists(st.integers(0, 1439), min_size=2, max_size=2, unique=True)))
    return Period(time(*divmod(first, 60)), time(*divmod(last, 60)))


@st.composite
def calendars(draw, near):
    week = draw(st.lists(st.lists(periods(), max_size=3).map(tuple), min_size=7, max_size=7))
    if not any(week):
        week[draw(st.integers(0, 6))] = (draw(periods()),)
    days = draw(st.lists(st.integers(-2, 12), unique=True, max_size=9))
    closed = {near + timedelta(days=day): draw(st.sampled_from(REASONS)) for day in days}
    return Calendar(zone=ZURICH, week=tuple(week), closed=closed)


@st.composite
def cases(draw):
    """(received_at, rule, calendar), the receipt within a week after a delicate date."""
    near = draw(st.sampled_from(DELICATE))
    seconds = draw(st.integers(0, 7 * 86_400))
    received_at = datetime(near.year, near.month, near.day, tzinfo=UTC) + timedelta(seconds=seconds)
    rule = Rule(draw(st.integers(1, 5)), draw(st.sampled_from(["calendar", "working"])))
    return received_at, rule, draw(calendars(near))


def minutes_from(at):
    """(instant, what the clock on the wall shows) of each minute from then on."""
    at = at.astimezone(UTC).replace(second=0, microsecond=0)
    while True:
        yield at, at.astimezone(ZURICH)
        at += MINUTE


def clerk(received_at, rule, calendar):
    """Due instant by walking through the minutes; None after 31 closed days in a row."""
    day, midnights, opened, closed_in_a_row = None, 0, 0, 0
    closing = None
    for at, wall in minutes_from(received_at):
        if wall.date() != day:
            if day is not None:
                midnights += 1
                works = bool(calendar.week[wall.weekday()]) and wall.date() not in calendar.closed
                counts = rule.unit == "working" or midnights >= rule.days
                closed_in_a_row = 0 if works or not counts else closed_in_a_row + 1
                opened += works
                if works and counts and (rule.unit == "calendar" or opened == rule.days):
                    closing = max(period.closes for period in calendar.week[wall.weekday()])
            day = wall.date()
        if closing is not None and wall.time() >= closing:
            return at
        if closed_in_a_row > 30:
            return None


@settings(max_examples=120, deadline=None)
@given(cases())
def test_the_promise_is_what_the_clerk_finds(case):
    try:
        found = promise(*case).due_at
    except NoOpenDay:
        found = None
    assert found == clerk(*case)


@settings(max_examples=300, deadline=None)
@given(cases(), st.integers(0, 3 * 86_400))
def test_a_later_receipt_is_never_due_earlier(case, seconds):
    received_at, rule, calendar = case
    later = received_at + timedelta(seconds=seconds)
    try:
        assert promise(received_at, rule, calendar).due_at <= promise(later, rule, calendar).due_at
    except NoOpenDay:
        return


@settings(max_examples=300, deadline=None)
@given(cases())
def test_the_call_comes_after_the_day_of_receipt(case):
    try:
        due_at = promise(*case).due_at
    except NoOpenDay:
        return
    assert due_at.astimezone(ZURICH).date() > case[0].astimezone(ZURICH).date()


@settings(max_examples=200, deadline=None)
@given(
    cases(), st.sampled_from(["Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu", "UTC"])
)
def test_the_same_instant_told_in_another_zone_has_the_same_promise(case, zone):
    received_at, rule, calendar = case
    try:
        here = promise(received_at, rule, calendar)
    except NoOpenDay:
        return
    assert promise(received_at.astimezone(ZoneInfo(zone)), rule, calendar) == here


@settings(max_examples=80, deadline=None)
@given(cases())
def test_opening_hours_are_what_the_clerk_sees(case):
    """A minute is open when the wall has shown an opening time and not yet its closing time."""
    received_at, _rule, calendar = case
    start = received_at.replace(second=0, microsecond=0)
    today = start.astimezone(ZURICH).date()
    first_shown = {}  # clock of today -> first minute at which the wall shows it or later
    midnight = datetime(today.year, today.month, today.day, tzinfo=ZURICH)
    marks = set()
    if today not in calendar.closed:
        for period in calendar.week[today.weekday()]:
            marks |= {period.opens, period.closes}
    for at, wall in minutes_from(midnight):
        if wall.date() != today:
            break
        for mark in marks - set(first_shown):
            if wall.time() >= mark:
                first_shown[mark] = at
    expected = marks and any(
        first_shown[period.opens] <= start < first_shown[period.closes]
        for period in calendar.week[today.weekday()]
    )
    assert is_open(start, calendar) == bool(expected)


@settings(max_examples=200, deadline=None)
@given(cases())
def test_the_next_opening_is_open_and_nothing_is_open_before_it(case):
    received_at, _rule, calendar = case
    try:
        opens = next_opening(received_at, calendar)
    except NoOpenDay:
        return
    assert opens >= received_at
    assert is_open(opens, calendar)
    if opens > received_at:
        assert not is_open(received_at, calendar)
        assert not is_open(opens - timedelta(microseconds=1), calendar)
        day = received_at.astimezone(ZURICH).date()
        while day < opens.astimezone(ZURICH).date():
            assert all(closes <= received_at for _opens, closes in opening_periods(day, calendar))
            day += timedelta(days=1)


ON_ANOTHER_SERVER = """
from datetime import datetime, timedelta, UTC
from campaigns.promise import Rule, promise
from tests.campaigns.jura import desk
at = datetime(2026, 3, 27, 20, tzinfo=UTC)
for hour in range(0, 80, 3):
    made = promise(at + timedelta(hours=hour), Rule(), desk())
    print(made.due_at.isoformat(), made.explanation)
"""


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Auckland", "America/St_Johns"])
def test_the_zone_of_the_server_plays_no_part(zone):
    answered = subprocess.run(
        [sys.executable, "-c", ON_ANOTHER_SERVER],
        cwd=ROOT,
        env={**os.environ, "TZ": zone, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    start = datetime(2026, 3, 27, 20, tzinfo=UTC)
    made = [promise(start + timedelta(hours=hour), Rule(), desk()) for hour in range(0, 80, 3)]
    assert answered.stdout.splitlines() == [
        f"{one.due_at.isoformat()} {one.explanation}" for one in made
    ]
