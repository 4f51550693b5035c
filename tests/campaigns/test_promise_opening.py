"""When the desk is open, case by case."""

from datetime import UTC, date

import pytest

from campaigns.promise import is_open, next_opening, open_days, opening_periods
from tests.campaigns.jura import desk, hours, local, shown

JURA = desk()


@pytest.mark.parametrize(
    ("at", "is_open_then", "opens"),
    [
        ("2024-05-21T08:29:59", False, "2024-05-21T08:30+02:00"),
        ("2024-05-21T08:30", True, "2024-05-21T08:30+02:00"),
        ("2024-05-21T11:59:59", True, "2024-05-21T11:59+02:00"),
        ("2024-05-21T12:00", False, "2024-05-21T13:30+02:00"),
        ("2024-05-21T17:30", False, "2024-05-22T08:30+02:00"),
        ("2024-05-17T18:00", False, "2024-05-21T08:30+02:00"),
        ("2024-05-20T10:00", False, "2024-05-21T08:30+02:00"),
        ("2026-03-28T10:00", False, "2026-03-30T08:30+02:00"),
        ("2026-10-25T02:30+01:00", False, "2026-10-26T08:30+01:00"),
        ("2025-12-31T18:00", False, "2026-01-05T08:30+01:00"),
    ],
)
def test_when_the_desk_is_open(at, is_open_then, opens):
    assert is_open(local(at), JURA) == is_open_then
    assert shown(next_opening(local(at), JURA)) == opens


def test_an_open_desk_opens_now():
    at = local("2024-05-21T09:07:31")
    assert next_opening(at, JURA) == at
    assert next_opening(at, JURA).tzinfo is UTC


def test_open_days_leave_out_weekends_and_holidays():
    assert open_days(date(2024, 5, 16), 4, JURA) == [
        date(2024, 5, 16),
        date(2024, 5, 17),
        date(2024, 5, 21),
        date(2024, 5, 22),
    ]
    assert open_days(date(2024, 5, 18), 1, JURA) == [date(2024, 5, 21)]
    assert open_days(date(2024, 5, 18), 0, JURA) == []


@pytest.mark.parametrize(
    ("calendar", "day", "periods"),
    [
        pytest.param(
            JURA,
            date(2024, 5, 21),
            [
                ("2024-05-21T08:30+02:00", "2024-05-21T12:00+02:00"),
                ("2024-05-21T13:30+02:00", "2024-05-21T17:30+02:00"),
            ],
            id="a day with a lunch break",
        ),
        pytest.param(JURA, date(2024, 5, 20), [], id="a holiday"),
        pytest.param(JURA, date(2024, 5, 19), [], id="a Sunday"),
        pytest.param(
            desk(monday=hours("13:00-17:00", "08:00-12:00", "10:00-13:00")),
            date(2024, 5, 13),
            [("2024-05-13T08:00+02:00", "2024-05-13T17:00+02:00")],
            id="periods that overlap and touch are one",
        ),
        pytest.param(
            desk(sunday=hours("01:00-04:00")),
            date(2026, 3, 29),
            [("2026-03-29T01:00+01:00", "2026-03-29T04:00+02:00")],
            id="two hours on the night that skips one",
        ),
        pytest.param(
            desk(sunday=hours("01:00-04:00")),
            date(2026, 10, 25),
            [("2026-10-25T01:00+02:00", "2026-10-25T04:00+01:00")],
            id="four hours on the night that has one twice",
        ),
        pytest.param(
            desk(sunday=hours("02:15-02:45")), date(2026, 3, 29), [], id="inside the skipped hour"
        ),
        pytest.param(
            desk(sunday=hours("02:15-02:45")),
            date(2026, 10, 25),
            [("2026-10-25T02:15+02:00", "2026-10-25T02:45+02:00")],
            id="inside the hour that comes twice: the first time only",
        ),
    ],
)
def test_opening_periods(calendar, day, periods):
    spans = opening_periods(day, calendar)
    assert [(shown(opens), shown(closes)) for opens, closes in spans] == periods
