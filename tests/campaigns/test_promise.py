"""The promise, case by case, each worked out by hand on a printed calendar."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from campaigns.promise import (
    Calendar,
    NoOpenDay,
    Period,
    Rule,
    is_open,
    next_opening,
    open_days,
    promise,
)
from tests.campaigns.jura import HOLIDAYS, WEEK, WORKDAY, ZURICH, desk, hours, local, shown

JURA = desk()

THREE_DAYS = [
    # (received, due, why this line)
    ("2024-05-06T10:00", "2024-05-10T17:30+02:00", "Monday: Thursday is Ascension"),
    ("2024-05-07T10:00", "2024-05-10T17:30+02:00", "Tuesday: Friday"),
    ("2024-05-08T10:00", "2024-05-13T17:30+02:00", "Wednesday: Saturday moves to Monday"),
    ("2024-05-09T10:00", "2024-05-13T17:30+02:00", "received on a holiday"),
    ("2024-05-10T10:00", "2024-05-13T17:30+02:00", "Friday: Monday, the weekend counts"),
    ("2024-05-11T10:00", "2024-05-14T17:30+02:00", "Saturday: Tuesday"),
    ("2024-05-12T10:00", "2024-05-15T17:30+02:00", "Sunday: Wednesday"),
    ("2024-05-15T10:00", "2024-05-21T17:30+02:00", "weekend and Whit Monday move it"),
    ("2024-05-16T10:00", "2024-05-21T17:30+02:00", "Sunday and Whit Monday move it"),
    ("2024-05-17T10:00", "2024-05-21T17:30+02:00", "Whit Monday moves it"),
    ("2024-05-18T10:00", "2024-05-21T17:30+02:00", "Whit Monday lies inside and counts"),
    ("2024-05-20T10:00", "2024-05-23T17:30+02:00", "received on Whit Monday"),
    ("2026-05-22T10:00", "2026-05-26T17:30+02:00", "Whit Monday of another year"),
    ("2024-05-27T10:00", "2024-05-31T17:30+02:00", "Corpus Christi"),
    ("2026-06-01T10:00", "2026-06-05T17:30+02:00", "Corpus Christi of another year"),
    ("2026-06-20T10:00", "2026-06-24T17:30+02:00", "23 June is a Tuesday"),
    ("2025-06-20T10:00", "2025-06-24T17:30+02:00", "23 June is a Monday"),
    ("2025-06-19T10:00", "2025-06-24T17:30+02:00", "Sunday, then 23 June"),
    ("2024-06-20T10:00", "2024-06-24T17:30+02:00", "23 June is a Sunday"),
    ("2026-03-31T10:00", "2026-04-07T17:30+02:00", "Good Friday to Easter Monday"),
    ("2024-04-28T10:00", "2024-05-02T17:30+02:00", "1 May"),
    ("2024-07-29T10:00", "2024-08-02T17:30+02:00", "1 August"),
    ("2024-08-12T10:00", "2024-08-16T17:30+02:00", "15 August"),
    ("2024-10-29T10:00", "2024-11-04T17:30+01:00", "1 November and a weekend"),
    ("2026-12-22T10:00", "2026-12-28T17:30+01:00", "Christmas on a Friday"),
    ("2024-12-22T10:00", "2024-12-26T17:30+01:00", "26 December is open in the Jura"),
    ("2024-12-23T10:00", "2024-12-26T17:30+01:00", "Christmas lies inside and counts"),
    # year end
    ("2025-12-29T10:00", "2026-01-05T17:30+01:00", "1 and 2 January, then a weekend"),
    ("2025-12-31T23:59:59", "2026-01-05T17:30+01:00", "last second of the year"),
    ("2026-01-01T00:00", "2026-01-05T17:30+01:00", "first second of the year"),
    ("2023-12-30T10:00", "2024-01-03T17:30+01:00", "2 January"),
    ("2023-12-31T10:00", "2024-01-03T17:30+01:00", "both holidays lie inside"),
    ("2024-12-31T10:00", "2025-01-03T17:30+01:00", "a Friday after both"),
    # leap day
    ("2028-02-26T10:00", "2028-02-29T17:30+01:00", "due on 29 February"),
    ("2028-02-28T10:00", "2028-03-02T17:30+01:00", "29 February lies inside"),
    ("2028-02-29T10:00", "2028-03-03T17:30+01:00", "received on 29 February"),
    ("2027-02-26T10:00", "2027-03-01T17:30+01:00", "no 29 February"),
    # the hour of receipt plays no part, the date does
    ("2024-06-11T00:00:00", "2024-06-14T17:30+02:00", "midnight"),
    ("2024-06-11T00:00:01", "2024-06-14T17:30+02:00", "a second after midnight"),
    ("2024-06-11T07:00", "2024-06-14T17:30+02:00", "before opening"),
    ("2024-06-11T12:45", "2024-06-14T17:30+02:00", "at lunch"),
    ("2024-06-11T17:30", "2024-06-14T17:30+02:00", "at closing time"),
    ("2024-06-11T21:00", "2024-06-14T17:30+02:00", "after closing"),
    ("2024-06-11T23:59:59.999999", "2024-06-14T17:30+02:00", "the last moment of the day"),
    ("2024-06-12T00:00:00", "2024-06-17T17:30+02:00", "a moment later: Saturday, so Monday"),
    ("2024-06-11T21:59:59+00:00", "2024-06-14T17:30+02:00", "23:59:59 in the Jura"),
    ("2024-06-11T22:00:00+00:00", "2024-06-17T17:30+02:00", "midnight in the Jura"),
    ("2024-01-09T22:59:59+00:00", "2024-01-12T17:30+01:00", "23:59:59 in winter"),
    ("2024-01-09T23:00:00+00:00", "2024-01-15T17:30+01:00", "midnight in winter"),
    ("2024-06-12T06:59:00+09:00", "2024-06-14T17:30+02:00", "still Tuesday in the Jura"),
    # the clock goes forward on Sunday 29 March 2026, 02:00 → 03:00
    ("2026-03-26T10:00", "2026-03-30T17:30+02:00", "the last day is that Sunday"),
    ("2026-03-28T10:00", "2026-03-31T17:30+02:00", "from winter to summer time"),
    ("2026-03-28T23:59:59", "2026-03-31T17:30+02:00", "the second before that Sunday"),
    ("2026-03-29T01:30", "2026-04-01T17:30+02:00", "before the jump"),
    ("2026-03-29T02:30", "2026-04-01T17:30+02:00", "the hour that does not exist"),
    ("2026-03-29T03:30", "2026-04-01T17:30+02:00", "after the jump"),
    # the clock goes back on Sunday 25 October 2026, 03:00 → 02:00
    ("2026-10-22T10:00", "2026-10-26T17:30+01:00", "the last day is that Sunday"),
    ("2026-10-24T10:00", "2026-10-27T17:30+01:00", "from summer to winter time"),
    ("2026-10-25T01:30", "2026-10-28T17:30+01:00", "before the hour that comes twice"),
    ("2026-10-25T02:30+02:00", "2026-10-28T17:30+01:00", "the first 02:30"),
    ("2026-10-25T02:30+01:00", "2026-10-28T17:30+01:00", "the second 02:30"),
    ("2026-10-25T03:30", "2026-10-28T17:30+01:00", "after it"),
    ("2026-10-25T23:59:59+01:00", "2026-10-28T17:30+01:00", "end of the day of 25 hours"),
    ("2026-10-26T00:00:00+01:00", "2026-10-29T17:30+01:00", "the day after"),
]


@pytest.mark.parametrize(
    ("received", "due"), [line[:2] for line in THREE_DAYS], ids=[line[2] for line in THREE_DAYS]
)
def test_three_days_at_the_desk_of_the_jura(received, due):
    assert shown(promise(local(received), Rule(), JURA).due_at) == due


@pytest.mark.parametrize(
    ("received", "rule", "due"),
    [
        pytest.param("2024-05-18T10:00", Rule(1), "2024-05-21T17:30+02:00", id="1 day"),
        pytest.param("2024-05-13T10:00", Rule(7), "2024-05-21T17:30+02:00", id="7 days"),
        pytest.param("2024-05-01T10:00", Rule(30), "2024-05-31T17:30+02:00", id="30 days"),
        pytest.param("2024-02-29T10:00", Rule(365), "2025-02-28T17:30+01:00", id="a year"),
        pytest.param(
            "2024-05-17T10:00", Rule(1, "working"), "2024-05-21T17:30+02:00", id="next open day"
        ),
        pytest.param(
            "2024-05-17T10:00", Rule(3, "working"), "2024-05-23T17:30+02:00", id="over Whitsun"
        ),
        pytest.param(
            "2024-05-06T10:00", Rule(3, "working"), "2024-05-10T17:30+02:00", id="over Ascension"
        ),
        pytest.param(
            "2024-05-20T10:00", Rule(3, "working"), "2024-05-23T17:30+02:00", id="from a holiday"
        ),
        pytest.param(
            "2026-04-30T10:00", Rule(10, "working"), "2026-05-18T17:30+02:00", id="ten of them"
        ),
        pytest.param(
            "2025-12-30T10:00", Rule(3, "working"), "2026-01-06T17:30+01:00", id="year end"
        ),
    ],
)
def test_other_rules(received, rule, due):
    assert shown(promise(local(received), rule, JURA).due_at) == due


MOVING = {**HOLIDAYS, date(2024, 6, 14): "Déménagement"}


@pytest.mark.parametrize(
    ("calendar", "received", "due"),
    [
        pytest.param(
            desk(closed=MOVING), "2024-06-11T10:00", "2024-06-17T17:30+02:00", id="one-off closing"
        ),
        pytest.param(
            desk(closed=MOVING), "2024-06-14T10:00", "2024-06-17T17:30+02:00", id="received on it"
        ),
        pytest.param(
            desk(saturday=hours("09:00-12:00")),
            "2024-06-12T10:00",
            "2024-06-15T12:00+02:00",
            id="Saturday desk",
        ),
        pytest.param(
            desk(friday=hours("08:30-12:00")),
            "2024-06-11T18:00",
            "2024-06-14T12:00+02:00",
            id="Friday closes at noon",
        ),
        pytest.param(
            desk(thursday=(*WORKDAY, *hours("18:00-20:00"))),
            "2024-06-10T10:00",
            "2024-06-13T20:00+02:00",
            id="three periods",
        ),
        pytest.param(
            desk(thursday=hours("18:00-20:00", "08:30-12:00")),
            "2024-06-10T10:00",
            "2024-06-13T20:00+02:00",
            id="periods in no order",
        ),
        pytest.param(
            desk(wednesday=()),
            "2024-06-09T10:00",
            "2024-06-13T17:30+02:00",
            id="never open on Wednesday",
        ),
        pytest.param(
            desk(sunday=hours("00:00-02:30")),
            "2026-03-26T10:00",
            "2026-03-29T03:00+02:00",
            id="closes inside the hour that is skipped: when the clock jumps",
        ),
        pytest.param(
            desk(sunday=hours("00:00-02:30")),
            "2026-10-22T10:00",
            "2026-10-25T02:30+02:00",
            id="closes inside the hour that comes twice: the first time",
        ),
    ],
)
def test_other_desks(calendar, received, due):
    assert shown(promise(local(received), Rule(), calendar).due_at) == due


def test_the_promise_is_in_utc():
    due_at = promise(local("2024-05-18T10:00"), Rule(), JURA).due_at
    assert due_at == datetime(2024, 5, 21, 15, 30, tzinfo=UTC)
    assert due_at.tzinfo is UTC


def closed_for(days, *, first):
    return {first + timedelta(days=number): "Fermeture" for number in range(days)}


def test_thirty_closed_days_in_a_row_are_waited_for():
    # 3 days after Tuesday 4 June 2024 is Friday the 7th, closed as the 29 days after it.
    calendar = desk(week=(WORKDAY,) * 7, closed=closed_for(30, first=date(2024, 6, 7)))
    assert shown(promise(local("2024-06-04T10:00"), Rule(), calendar).due_at) == (
        "2024-07-07T17:30+02:00"
    )


@pytest.mark.parametrize("rule", [Rule(), Rule(3, "working")], ids=["calendar", "working"])
def test_more_closed_days_in_a_row_are_for_a_person_to_see(rule):
    calendar = desk(week=(WORKDAY,) * 7, closed=closed_for(31, first=date(2024, 6, 7)))
    with pytest.raises(NoOpenDay, match="2024-06-07"):
        promise(local("2024-06-04T10:00"), rule, calendar)


@pytest.mark.parametrize("rule", [Rule(), Rule(3, "working")], ids=["calendar", "working"])
def test_a_desk_that_never_opens_promises_nothing(rule):
    never = desk(week=((),) * 7)
    with pytest.raises(NoOpenDay):
        promise(local("2024-06-04T10:00"), rule, never)
    with pytest.raises(NoOpenDay):
        next_opening(local("2024-06-04T10:00"), never)
    with pytest.raises(NoOpenDay):
        open_days(date(2024, 6, 4), 1, never)


@pytest.mark.parametrize("ask", [is_open, next_opening, lambda at, day: promise(at, Rule(), day)])
def test_an_instant_without_zone_is_refused(ask):
    with pytest.raises(ValueError, match="needs its time zone: 2024-05-18T10:00:00 has none"):
        ask(datetime(2024, 5, 18, 10), JURA)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Rule(0), "at least one day"),
        (lambda: Rule(3, "lunar"), "'lunar'"),
        (lambda: Period(time(12), time(12)), "ends after it starts"),
        (lambda: Period(time(12), time(8)), "ends after it starts"),
        (lambda: Calendar(ZURICH, WEEK[:5], {}), "seven days, not 5"),
    ],
)
def test_nonsense_is_refused_when_it_is_written(build, message):
    with pytest.raises(ValueError, match=message):
        build()
