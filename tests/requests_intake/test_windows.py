"""Parts of the day."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from campaigns.promise import Period
from campaigns.services.calendars import jura_hours
from requests_intake.windows import is_within, open_days, part_of, slots, usual_slots
from tests.make.intake import zurich


@pytest.mark.parametrize(
    ("clock", "part"),
    [
        ("00:00", "morning"),
        ("08:30", "morning"),
        ("11:59", "morning"),
        ("12:00", "noon"),
        ("13:29", "noon"),
        ("13:30", "afternoon"),
        ("17:29", "afternoon"),
        ("17:30", "evening"),
        ("23:59", "evening"),
    ],
)
@pytest.mark.parametrize("day", ["2026-01-15", "2026-03-29", "2026-10-25"])
def test_each_hour_belongs_to_one_part(day, clock, part):
    assert part_of(zurich(f"{day} {clock}")) == part


@pytest.mark.parametrize(
    ("clock", "windows", "now"),
    [
        ("01:35", ["morning"], False),
        ("08:29", ["morning"], False),
        ("08:30", ["morning"], True),
        ("12:00", ["morning"], False),
        ("12:00", ["morning", "noon"], True),
        ("19:59", ["evening"], True),
        ("20:00", ["evening"], False),
    ],
)
def test_nobody_is_said_to_be_reachable_in_the_night(clock, windows, now):
    assert is_within(zurich(f"2026-01-15 {clock}"), windows) is now


def calendar_open(*hours):
    """Open on Monday from-to, each as "08:30-12:00"."""
    base = jura_hours()
    monday = tuple(Period(*map(time.fromisoformat, span.split("-"))) for span in hours)
    return type(base)(zone=base.zone, week=(monday, *[()] * 6), closed={})


@pytest.mark.parametrize(
    ("hours", "parts"),
    [
        pytest.param(["08:30-12:00", "13:30-17:30"], ["morning", "afternoon"], id="Jura"),
        pytest.param(["08:00-18:00"], ["morning", "noon", "afternoon", "evening"], id="long day"),
        pytest.param(["12:00-13:30"], ["noon"], id="lunch only"),
        pytest.param(["17:30-19:00"], ["evening"], id="evening only"),
        pytest.param(["11:00-12:01"], ["morning", "noon"], id="one minute counts"),
        pytest.param([], [], id="never"),
    ],
)
def test_only_parts_with_opening_hours_are_offered(hours, parts):
    sunday, tuesday = zurich("2026-11-22 10:00"), zurich("2026-11-24 10:00")
    found = slots(calendar_open(*hours), sunday, tuesday)
    assert list(found) == [(date(2026, 11, 23), part) for part in parts]


CLOSED_THURSDAY = replace(jura_hours(), closed={date(2026, 11, 26): "fermé"})


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("24 08:00", "25 17:30", ["24 morning", "24 afternoon", "25 morning", "25 afternoon"]),
        ("24 11:59", "24 17:30", ["24 morning", "24 afternoon"]),
        ("24 12:00", "24 17:30", ["24 afternoon"]),
        ("24 17:30", "25 09:00", ["25 morning"]),
        ("25 14:00", "27 12:00", ["25 afternoon", "27 morning"]),
        ("27 17:30", "29 20:00", []),
    ],
)
def test_what_is_past_or_closed_is_not_offered(since, until, found):
    since, until = zurich(f"2026-11-{since}"), zurich(f"2026-11-{until}")
    told = [f"{day.day} {part}" for day, part in slots(CLOSED_THURSDAY, since, until)]
    assert told == found


def test_a_calendar_closed_for_long_still_shows_its_usual_week():
    year = {date(2026, 11, 1) + timedelta(days=number): "fermé" for number in range(60)}
    closed = replace(jura_hours(), closed=year)
    assert list(slots(closed, zurich("2026-11-24 08:00"), zurich("2026-11-27 17:30"))) == []
    assert len({day for day, _part in usual_slots(closed, zurich("2026-11-24 08:00"))}) >= 5


def test_the_open_days_are_those_of_the_week():
    monday_to_friday = ["monday", "tuesday", "wednesday", "thursday", "friday"]
    assert open_days(jura_hours()) == monday_to_friday
