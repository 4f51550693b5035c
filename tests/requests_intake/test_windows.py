"""Parts of the day."""

from datetime import time

import pytest

from campaigns.promise import Period
from campaigns.services.calendars import jura_hours
from requests_intake.windows import is_within, offered, part_of
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
    assert offered(calendar_open(*hours)) == parts
