"""The order in which people are called."""

from datetime import timedelta

import pytest

from callbacks.models import Callback
from callbacks.models.callback import Rank
from callbacks.services.queue import take_next
from tests.make.callbacks import NOW, at, make_attempt, make_callback
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_working_order_of_one_of_each_kind():
    """NOW is a Tuesday, 9:00: the morning. Made in the reverse order of what is expected."""
    blocked = make_callback("blocked", due_in=-9 * HOUR)
    much_later = make_callback("waiting", due_in=-10 * HOUR, visible_from=NOW + 3 * HOUR)
    later = make_callback("appointed", due_in=-9 * HOUR, visible_from=NOW + 2 * HOUR)
    waiting = make_callback("waiting", due_in=-8 * HOUR, visible_from=NOW + HOUR)
    held = make_callback("claimed", due_in=-7 * HOUR, in_danger=True)
    next_week = make_callback(due_in=timedelta(days=5), windows=["morning"])
    in_two_days = make_callback(due_in=timedelta(days=2))
    evening = make_callback(due_in=7 * HOUR, windows=["evening"])
    any_time = make_callback(due_in=8 * HOUR)
    morning = make_callback(due_in=7.5 * HOUR, windows=["noon", "morning"])
    overdue = make_callback(due_in=-HOUR, windows=["evening"])
    long_overdue = make_callback("waiting", due_in=-2 * HOUR, visible_from=NOW)
    later_appointment = make_callback(
        "appointed", due_in=-30 * HOUR, visible_from=NOW - timedelta(minutes=5)
    )
    appointment = make_callback("appointed", due_in=-20 * HOUR, visible_from=NOW - HOUR)
    danger = make_callback(due_in=timedelta(days=3), in_danger=True)

    ordered = Callback.objects.open().in_working_order(NOW)

    assert [(one.pk, one.rank) for one in ordered] == [
        (danger.pk, Rank.DANGER),
        (appointment.pk, Rank.APPOINTMENT_DUE),
        (later_appointment.pk, Rank.APPOINTMENT_DUE),
        (long_overdue.pk, Rank.OVERDUE),
        (overdue.pk, Rank.OVERDUE),
        (morning.pk, Rank.TODAY_AS_WISHED),
        (any_time.pk, Rank.TODAY_AS_WISHED),
        (evening.pk, Rank.REST),
        (in_two_days.pk, Rank.REST),
        (next_week.pk, Rank.REST),
        (held.pk, Rank.HELD),
        (waiting.pk, Rank.NOT_YET),
        (later.pk, Rank.NOT_YET),
        (much_later.pk, Rank.NOT_YET),
        (blocked.pk, Rank.STUCK),
    ]


def test_take_next_follows_the_working_order_to_the_end():
    rest = make_callback(due_in=timedelta(days=2))
    overdue = make_callback(due_in=-HOUR)
    make_callback("blocked")
    make_callback("waiting", visible_from=NOW + HOUR)
    make_callback("appointed", visible_from=NOW + HOUR)
    make_callback("claimed")
    make_callback("quarantined")
    danger = make_callback(due_in=timedelta(days=3), in_danger=True)
    caller = make_staff()

    taken = [take_next(by=caller, at=NOW) for _ in range(4)]

    assert taken == [danger, overdue, rest, None]


def test_equal_promises_keep_a_steady_order():
    made = [make_callback(due_in=HOUR) for _ in range(4)]

    assert list(Callback.objects.in_working_order(NOW)) == made


def test_pages_by_keyset_show_each_line_once_and_in_order():
    for hours in (-5, -5, 3, 3, 50, 60):
        make_callback(due_in=hours * HOUR)
    make_callback("claimed")
    make_callback("appointed", visible_from=NOW - HOUR)
    make_callback(in_danger=True)
    whole = list(Callback.objects.open().in_working_order(NOW))

    walked, page = [], Callback.objects.open().in_working_order(NOW)[:2]
    while page := list(page):
        walked += page
        page = Callback.objects.open().in_working_order(NOW).after(page[-1])[:2]

    assert walked == whole


@pytest.mark.parametrize(
    ("now", "rank"),
    [
        pytest.param("2026-11-24 09:00", Rank.REST, id="due tomorrow"),
        pytest.param("2026-11-25 00:00", Rank.TODAY_AS_WISHED, id="from midnight of the day"),
        pytest.param("2026-11-25 16:59", Rank.TODAY_AS_WISHED, id="to the last minute"),
        pytest.param("2026-11-25 17:01", Rank.OVERDUE, id="then overdue"),
    ],
)
def test_today_is_the_day_of_the_desk(now, rank):
    make_callback(due_in=at("2026-11-25 17:00") - NOW)

    assert Callback.objects.in_working_order(at(now)).get().rank == rank


@pytest.mark.parametrize(
    ("result", "is_late"),
    [("no_answer", False), ("busy", False), ("technical_failure", True), ("not_dialled", True)],
)
def test_a_promise_is_late_until_a_call_keeps_it(result, is_late):
    callback = make_callback(due_in=-HOUR)
    assert list(Callback.objects.late(NOW)) == [callback]

    make_attempt(callback, result)

    assert list(Callback.objects.late(NOW)) == ([callback] if is_late else [])
