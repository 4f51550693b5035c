"""Taking and giving back: one holder whatever happens, and nothing is forgotten."""

from datetime import timedelta
from uuid import uuid4

import pytest

from callbacks.models import Callback, CallbackMove
from callbacks.services.attempts import start_attempt
from callbacks.services.moves import IllegalMove
from callbacks.services.queue import (
    CallRunning,
    NotOpen,
    TakenBy,
    release,
    renew,
    take,
    take_next,
)
from tests.make.callbacks import NOW, make_callback, make_request
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
HALF_HOUR = timedelta(minutes=30)
SECOND = timedelta(seconds=1)


def moves_of(callback):
    """(was, to, by, why), without the first entry."""
    rows = CallbackMove.objects.filter(callback=callback).order_by("at", "pk")
    return list(rows.values_list("was", "to", "by", "why"))[1:]


def test_take_next_takes_a_request_that_nobody_pulled_yet():
    request, caller = make_request(), make_staff()

    callback = take_next(by=caller, at=NOW)

    assert callback.request == request
    assert (callback.state, callback.claimed_by) == ("claimed", caller)
    assert callback.lease_until == NOW + HALF_HOUR
    assert moves_of(callback) == [("queued", "claimed", caller.pk, "taken")]


def test_take_next_with_nobody_waiting_gives_none():
    assert take_next(by=make_staff(), at=NOW) is None


def test_one_press_takes_one_callback_however_often_it_arrives():
    first, caller, press = make_callback(due_in=HOUR), make_staff(), uuid4()
    make_callback()

    taken = [take_next(by=caller, at=NOW, press=press) for _ in range(3)]

    assert taken == [first, first, first]
    assert Callback.objects.held_by(caller).count() == 1


def test_another_press_takes_another_callback():
    caller = make_staff()
    make_callback()
    make_callback()

    taken = {take_next(by=caller, at=NOW, press=uuid4()).pk for _ in range(2)}

    assert len(taken) == 2


def test_take_this_when_held_names_the_holder():
    holder = make_staff(username="anne")
    callback = make_callback("claimed", holder=holder)

    with pytest.raises(TakenBy) as refused:
        take(callback_id=callback.pk, by=make_staff(), at=NOW)

    assert refused.value.holder == holder


def test_taking_what_one_holds_renews_the_lease_and_writes_nothing():
    holder = make_staff()
    callback = make_callback("claimed", holder=holder)

    take(callback_id=callback.pk, by=holder, at=NOW + timedelta(minutes=20))

    callback.refresh_from_db()
    assert callback.lease_until == NOW + timedelta(minutes=50)
    assert moves_of(callback) == []


@pytest.mark.parametrize("state", ["claimed", "interviewing"])
def test_a_lease_that_ended_is_free_for_the_next_and_says_so(state):
    holder, next_one = make_staff(), make_staff()
    callback = make_callback(state, holder=holder)
    ends = NOW + HALF_HOUR

    assert take_next(by=next_one, at=ends) is None
    taken = take_next(by=next_one, at=ends + SECOND)

    assert taken == callback
    assert moves_of(callback) == [
        (state, "queued", None, "lease_ended"),
        ("queued", "claimed", next_one.pk, "taken"),
    ]


def test_a_call_left_without_result_is_ended_when_the_next_takes_over():
    holder = make_staff()
    callback = make_callback("claimed", holder=holder)
    start_attempt(callback_id=callback.pk, by=holder, at=NOW)

    next_one = make_staff()
    take(callback_id=callback.pk, by=next_one, at=NOW + HOUR)
    start_attempt(callback_id=callback.pk, by=next_one, at=NOW + HOUR)

    calls = callback.attempts.values_list("caller", "result", "counts", "stops_first_clock")
    assert list(calls) == [
        (holder.pk, "technical_failure", False, False),
        (next_one.pk, "", False, False),
    ]


def test_the_holder_goes_on_after_the_lease_while_nobody_took_over():
    holder = make_staff()
    callback = make_callback("claimed", holder=holder)

    assert renew(callback_id=callback.pk, by=holder, at=NOW + HOUR) is True
    assert take_next(by=make_staff(), at=NOW + HOUR) is None


def test_the_former_holder_cannot_renew_what_somebody_took():
    holder, next_one = make_staff(), make_staff()
    callback = make_callback("claimed", holder=holder)
    take(callback_id=callback.pk, by=next_one, at=NOW + HOUR)

    assert renew(callback_id=callback.pk, by=holder, at=NOW + HOUR) is False
    callback.refresh_from_db()
    assert callback.claimed_by == next_one


@pytest.mark.parametrize(
    ("state", "visible_from"),
    [
        pytest.param("queued", None, id="queued"),
        pytest.param("waiting", NOW - HOUR, id="a try that is due"),
        pytest.param("appointed", NOW + 5 * HOUR, id="an appointment opened early"),
        pytest.param("appointed", NOW - HOUR, id="an appointment that is due"),
    ],
)
def test_giving_back_restores_what_was_agreed(state, visible_from):
    callback, caller = make_callback(state, visible_from=visible_from), make_staff()
    take(callback_id=callback.pk, by=caller, at=NOW)

    release(callback_id=callback.pk, by=caller, at=NOW, why="by_mistake")

    callback.refresh_from_db()
    assert (callback.state, callback.visible_from) == (state, visible_from)
    assert callback.claimed_by is None
    assert moves_of(callback)[-1] == ("claimed", state, caller.pk, "by_mistake")


def test_an_appointment_taken_early_and_left_lying_is_not_called_before_its_hour():
    callback = make_callback("appointed", visible_from=NOW + 5 * HOUR)
    take(callback_id=callback.pk, by=make_staff(), at=NOW)
    caller = make_staff()

    assert take_next(by=caller, at=NOW + HOUR) is None
    taken = take_next(by=caller, at=NOW + 5 * HOUR)

    assert taken == callback
    assert [move[1] for move in moves_of(callback)] == ["claimed", "appointed", "claimed"]


def test_giving_back_during_a_call_is_refused():
    holder = make_staff()
    callback = make_callback("claimed", holder=holder)
    start_attempt(callback_id=callback.pk, by=holder, at=NOW)

    with pytest.raises(CallRunning):
        release(callback_id=callback.pk, by=holder, at=NOW, why="by_mistake")


def test_giving_back_what_somebody_else_holds_is_refused():
    holder = make_staff()
    callback = make_callback("claimed", holder=holder)

    with pytest.raises(TakenBy) as refused:
        release(callback_id=callback.pk, by=make_staff(), at=NOW, why="by_mistake")

    assert refused.value.holder == holder


@pytest.mark.parametrize("state", ["blocked", "quarantined"])
def test_what_waits_for_a_supervisor_cannot_be_taken(state):
    callback = make_callback(state)

    with pytest.raises(IllegalMove):
        take(callback_id=callback.pk, by=make_staff(), at=NOW)


def test_what_is_closed_cannot_be_taken():
    callback = make_callback("closed")

    with pytest.raises(NotOpen):
        take(callback_id=callback.pk, by=make_staff(), at=NOW)
