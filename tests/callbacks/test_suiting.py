"""What "take the next" gives to whom: languages, wishes, and the promise above both."""

from datetime import timedelta

import pytest

from callbacks.services.queue import take, take_next
from julien.staff.models import Absence
from tests.make.callbacks import NOW, at, make_callback
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)
SOON = timedelta(hours=1)


@pytest.mark.parametrize(
    ("mine", "theirs", "wanted", "given"),
    [
        pytest.param(["fr"], ["fr", "pt"], "pt", False, id="a colleague speaks it"),
        pytest.param(["fr", "pt"], ["fr", "pt"], "pt", True, id="I speak it too"),
        pytest.param(["fr"], ["fr", "de"], "pt", True, id="nobody speaks it"),
        pytest.param([], ["pt"], "pt", False, id="I have noted no language"),
        pytest.param(["de"], ["fr"], "fr", True, id="everybody speaks French"),
    ],
)
def test_a_language_goes_to_who_speaks_it(mine, theirs, wanted, given):
    me, _colleague = make_staff(languages=mine), make_staff(languages=theirs)
    callback = make_callback(language=wanted)

    assert take_next(by=me, at=NOW) == (callback if given else None)


def test_by_hand_anybody_takes_any_language():
    make_staff(languages=["pt"])
    me, callback = make_staff(languages=["fr"]), make_callback(language="pt")

    assert take(callback_id=callback.pk, by=me, at=NOW) == callback


def test_who_is_away_speaks_nothing():
    away, me = make_staff(languages=["pt"]), make_staff(languages=["fr"])
    Absence.objects.create(person=away, starts_at=NOW, ends_at=NOW + A_DAY, entered_by=away)
    callback = make_callback(language="pt")

    assert take_next(by=me, at=NOW) == callback


@pytest.mark.parametrize(
    "fields",
    [{"due_in": SOON}, {"due_in": -SOON}, {"in_danger": True}],
    ids=["soon", "late", "danger"],
)
def test_the_promise_and_danger_are_stronger(fields):
    make_staff(languages=["pt"])
    me = make_staff(languages=["fr"])
    callback = make_callback(language="pt", windows=["evening"], **fields)

    assert take_next(by=me, at=NOW) == callback


@pytest.mark.parametrize(
    ("windows", "due", "now", "is_first"),
    [
        ([], "2026-11-26 17:30", "2026-11-24 09:00", True),
        (["morning"], "2026-11-26 17:30", "2026-11-24 09:00", True),
        (["afternoon"], "2026-11-26 17:30", "2026-11-24 09:00", False),
        (["afternoon"], "2026-11-24 17:30", "2026-11-24 09:00", False),
        (["afternoon"], "2026-11-24 17:30", "2026-11-24 14:00", True),
        (["morning"], "2026-11-24 17:30", "2026-11-24 14:00", True),
        (["morning"], "2026-11-25 17:30", "2026-11-24 14:00", False),
        (["evening"], "2026-11-24 17:30", "2026-11-24 14:00", False),
        (["evening"], "2026-11-24 17:30", "2026-11-24 15:30", True),
    ],
)
def test_a_first_call_lets_others_pass_while_its_wished_moment_still_comes(
    windows, due, now, is_first
):
    now = at(now)
    wishes = make_callback(windows=windows, now=now, due_in=at(due) - now)
    any_time = make_callback(now=now, due_in=at(due) - now + A_DAY)

    order = [take_next(by=make_staff(), at=now) for _ in range(2)]

    assert order == ([wishes, any_time] if is_first else [any_time, wishes])


@pytest.mark.parametrize(
    ("days", "due", "is_first"),
    [
        (["tuesday"], "2026-11-26 17:30", True),
        (["wednesday"], "2026-11-26 17:30", False),
        (["friday"], "2026-11-26 17:30", False),
        (["friday"], "2026-11-24 17:30", True),
    ],
    ids=["today", "tomorrow", "after the promise", "never before the promise, which ends today"],
)
def test_a_first_call_lets_others_pass_while_its_wished_day_still_comes(days, due, is_first):
    wishes = make_callback(days=days, windows=["morning"], due_in=at(due) - NOW)
    any_time = make_callback(due_in=at(due) - NOW + A_DAY)

    order = [take_next(by=make_staff(), at=NOW) for _ in range(2)]

    assert order == ([wishes, any_time] if is_first else [any_time, wishes])


def test_an_agreed_moment_counts_more_than_the_wish():
    callback = make_callback("appointed", visible_from=NOW, windows=["evening"])

    assert take_next(by=make_staff(), at=NOW) == callback


def test_what_does_not_suit_keeps_nobody_from_what_does():
    make_staff(languages=["pt"])
    me = make_staff(languages=["fr"])
    make_callback(language="pt", due_in=A_DAY)
    second = make_callback(due_in=2 * A_DAY)

    assert take_next(by=me, at=NOW) == second
