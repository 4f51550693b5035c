"""When to call again: a table, read like the rule it stands for."""

from datetime import date, time, timedelta

import pytest

from callbacks.services.next_try import next_try
from campaigns.promise import Calendar, Period, Rule, promise
from tests.make.callbacks import ZURICH, at

DESK = (Period(time(8, 30), time(12)), Period(time(13, 30), time(17, 30)))
LONG_DAY = (Period(time(8, 30), time(20)),)
# 24 November 2026 is a Tuesday; Thursday 26 is closed.
HOURS = Calendar(ZURICH, (DESK,) * 5 + ((),) * 2, {date(2026, 11, 26): "fermé"})
LONG = Calendar(ZURICH, (LONG_DAY,) * 5 + ((),) * 2, {})
THREE_DAYS = Rule(days=3)
NEVER = Calendar(ZURICH, ((),) * 7, {})


@pytest.mark.parametrize(
    ("called", "earlier", "windows", "hours", "proposed"),
    [
        pytest.param("24 09:00", [], [], HOURS, "24 13:30", id="morning, then afternoon"),
        pytest.param("24 14:00", [], [], HOURS, "25 08:30", id="afternoon, then next morning"),
        pytest.param("25 14:00", [], [], HOURS, "27 08:30", id="a closed day is stepped over"),
        pytest.param("27 16:00", [], [], HOURS, "30 08:30", id="over the weekend"),
        pytest.param("24 11:58", [], [], HOURS, "24 15:00", id="three hours later at least"),
        pytest.param("24 10:47", [], [], HOURS, "24 13:50", id="a time one can say"),
        pytest.param("24 09:00", [], ["afternoon"], HOURS, "24 13:30", id="wish is the other part"),
        pytest.param("24 09:00", [], ["morning"], HOURS, "25 08:30", id="one wish: another day"),
        pytest.param(
            "25 09:00", ["24 09:00"], ["morning"], HOURS, "25 13:30", id="wish tested twice: other"
        ),
        pytest.param(
            "24 14:00",
            ["24 09:00"],
            ["morning", "afternoon"],
            HOURS,
            "25 08:30",
            id="both wished: the other one",
        ),
        pytest.param("24 09:00", [], ["evening"], HOURS, "24 13:30", id="wish never open: ignored"),
        pytest.param("24 09:00", [], ["evening"], LONG, "24 17:30", id="wish open: kept"),
        pytest.param("24 14:30", [], ["evening", "noon"], LONG, "24 17:30", id="first wished"),
        pytest.param("24 18:00", [], ["evening", "noon"], LONG, "25 12:00", id="wish, other part"),
    ],
)
def test_after_no_answer_another_part_of_the_day_is_proposed(
    called, earlier, windows, hours, proposed
):
    tried = [at(f"2026-11-{one}") for one in [*earlier, called]]

    when = next_try(
        at=tried[-1],
        retry_after=timedelta(hours=3),
        other_part=True,
        hours=hours,
        windows=windows,
        tried=tried,
        within=promise(tried[-1], THREE_DAYS, hours).due_at,
    )

    assert when == at(f"2026-11-{proposed}")


@pytest.mark.parametrize(
    ("called", "days", "windows", "proposed"),
    [
        # Tuesday 24, called once; a promise made then ends on Friday 27 at 17:30.
        pytest.param("24 09:00", ["tuesday"], ["morning"], "24 13:30", id="one half-day, missed"),
        pytest.param("24 14:00", ["tuesday"], ["afternoon"], "25 13:30", id="its part, tomorrow"),
        pytest.param("24 14:00", ["tuesday"], [], "25 08:30", id="one day, over"),
        pytest.param(
            "24 09:00", ["tuesday", "friday"], ["morning"], "27 08:30", id="its other day"
        ),
        pytest.param("24 09:00", ["monday"], ["morning"], "25 08:30", id="never a week later"),
        pytest.param("24 14:00", ["monday"], ["afternoon"], "25 13:30", id="its part, any day"),
        pytest.param("24 09:00", ["tuesday"], [], "24 13:30", id="the same day, another part"),
        pytest.param("24 14:00", ["friday"], [], "27 08:30", id="the wished day"),
        pytest.param("24 09:00", ["wednesday"], ["morning"], "25 08:30", id="day and part"),
        pytest.param("24 09:00", ["thursday"], [], "24 13:30", id="that Thursday is closed"),
        pytest.param("24 09:00", ["sunday"], [], "24 13:30", id="never open: ignored"),
    ],
)
def test_the_next_try_keeps_to_the_days_wished(called, days, windows, proposed):
    when = wished_try([at(f"2026-11-{called}")], days, windows)

    assert when == at(f"2026-11-{proposed}")


def test_who_wished_one_half_day_is_called_three_times_in_two_days():
    tried = [at("2026-11-24 09:00")]
    while len(tried) < 3:
        tried.append(wished_try(tried, ["tuesday"], ["morning"]))

    assert tried[1:] == [at("2026-11-24 13:30"), at("2026-11-25 08:30")]


def wished_try(tried, days, windows):
    return next_try(
        at=tried[-1],
        retry_after=timedelta(hours=3),
        other_part=True,
        hours=HOURS,
        windows=windows,
        days=days,
        tried=tried,
        within=promise(tried[-1], THREE_DAYS, HOURS).due_at,
    )


@pytest.mark.parametrize(
    ("called", "minutes", "proposed"),
    [
        pytest.param("24 09:00", 20, "24 09:20", id="busy: twenty minutes"),
        pytest.param("24 09:01", 20, "24 09:25", id="rounded up"),
        pytest.param("24 11:50", 20, "24 13:30", id="over lunch"),
        pytest.param("24 11:30", 20, "24 13:30", id="too near closing"),
        pytest.param("24 17:25", 5, "25 08:30", id="over the night"),
        pytest.param("25 17:25", 5, "27 08:30", id="over a closed day"),
    ],
)
def test_a_quick_retry_is_the_first_open_moment_whatever_the_wish(called, minutes, proposed):
    when = next_try(
        at=at(f"2026-11-{called}"),
        retry_after=timedelta(minutes=minutes),
        other_part=False,
        hours=HOURS,
        windows=["evening"],
        tried=[],
        within=at("2026-11-27 17:30"),
    )

    assert when == at(f"2026-11-{proposed}")


def test_a_desk_that_never_opens_still_gives_a_moment():
    when = next_try(
        at=at("2026-11-24 09:00"),
        retry_after=timedelta(hours=3),
        other_part=True,
        hours=NEVER,
        windows=[],
        tried=[],
        within=at("2026-11-27 09:00"),
    )

    assert when == at("2026-11-24 12:00")


def test_the_clock_change_does_not_move_the_morning():
    when = next_try(
        at=at("2026-10-23 16:00"),
        retry_after=timedelta(hours=3),
        other_part=True,
        hours=HOURS,
        windows=[],
        tried=[at("2026-10-23 16:00")],
        within=at("2026-10-26 17:30"),
    )

    assert when == at("2026-10-26 08:30")
