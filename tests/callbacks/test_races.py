"""Many hands at once, on real connections: never two holders, never a lost or doubled row."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from callbacks.models import CallAttempt, Callback, CallbackMove
from callbacks.services.attempts import record_result, start_attempt
from callbacks.services.fill import fill_queue
from callbacks.services.queue import TakenBy, take, take_next
from callbacks.states import State
from requests_intake.models import Message
from tests.make.absences import away
from tests.make.callbacks import NOW, make_callback, make_request
from tests.make.staff import make_staff
from tests.make.waiting import waiting_for

pytestmark = pytest.mark.django_db(transaction=True)

HANDS = 20


def together(work, people):
    """Run work(person) for all of them, each on its own connection, from the same instant."""
    start = Barrier(len(people))

    def run(person):
        try:
            start.wait()
            return work(person)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(run, people))


def test_twenty_people_taking_the_next_get_one_each():
    callers = [make_staff() for _ in range(HANDS)]
    for _ in range(HANDS + 5):
        make_request()

    taken = together(lambda caller: take_next(by=caller, at=NOW), callers)

    assert len({callback.pk for callback in taken}) == HANDS
    for caller, callback in zip(callers, taken, strict=True):
        assert list(Callback.objects.held_by(caller)) == [callback]
    assert CallbackMove.objects.filter(to=State.CLAIMED).count() == HANDS


def test_twenty_people_and_three_callbacks_make_three_holders():
    callers = [make_staff() for _ in range(HANDS)]
    for _ in range(3):
        make_request()

    taken = together(lambda caller: take_next(by=caller, at=NOW), callers)

    winners = [callback for callback in taken if callback]
    assert len(winners) == len({callback.pk for callback in winners}) == 3


def test_twenty_people_taking_this_one_see_who_won():
    callers = [make_staff() for _ in range(HANDS)]
    callback = make_callback()

    def press(caller):
        try:
            return take(callback_id=callback.pk, by=caller, at=NOW).claimed_by
        except TakenBy as refused:
            return refused.holder

    holders = together(press, callers)

    callback.refresh_from_db()
    assert set(holders) == {callback.claimed_by}
    assert list(CallbackMove.objects.filter(to=State.CLAIMED).values_list("by", flat=True)) == [
        callback.claimed_by_id
    ]


def test_an_ended_lease_goes_to_one_of_twenty():
    callers = [make_staff() for _ in range(HANDS)]
    callback = make_callback("claimed", lease_until=NOW - timedelta(seconds=1))

    taken = together(lambda caller: take_next(by=caller, at=NOW), callers)

    assert [one for one in taken if one] == [callback]
    assert CallbackMove.objects.filter(why="lease_ended").count() == 1


def test_a_take_waits_for_the_absence_that_is_being_noted():
    """Else the claim would outlast the hour at which the person leaves."""
    anne, callback = make_staff(), make_callback()
    leaves = NOW + timedelta(minutes=10)
    with waiting_for(anne, lambda: take_next(by=anne, at=NOW, press=uuid4())):
        away(anne, starts_at=leaves)

    callback.refresh_from_db()
    assert (callback.claimed_by, callback.lease_until) == (anne, leaves)


def test_the_same_press_arriving_many_times_takes_one():
    caller, press = make_staff(), uuid4()
    for _ in range(5):
        make_request()

    taken = together(lambda _: take_next(by=caller, at=NOW, press=press), range(6))

    assert len({callback.pk for callback in taken}) == 1
    assert Callback.objects.held_by(caller).count() == 1


def test_a_queue_filled_by_eight_at_once_has_each_request_once():
    for _ in range(30):
        make_request()

    counts = together(lambda _: fill_queue(at=NOW), range(8))

    assert sum(counts) == 30
    assert Callback.objects.count() == 30
    assert CallbackMove.objects.count() == 30


def test_dialling_pressed_many_times_is_one_call():
    holder = make_staff()
    callback = make_callback("claimed", holder=holder)

    together(lambda _: start_attempt(callback_id=callback.pk, by=holder, at=NOW), range(6))

    assert CallAttempt.objects.count() == 1


def test_a_result_sent_many_times_is_one_attempt_one_move_and_one_message():
    holder, submission = make_staff(), uuid4()
    callback = make_callback("claimed", holder=holder)

    together(
        lambda _: record_result(
            callback_id=callback.pk, by=holder, result="no_answer", at=NOW, submission=submission
        ),
        range(6),
    )

    assert CallAttempt.objects.count() == 1
    assert CallbackMove.objects.filter(to=State.WAITING).count() == 1
    assert Message.objects.count() == 1


def test_two_results_without_a_form_leave_one_attempt():
    holder = make_staff()
    callback = make_callback("claimed", holder=holder)

    def note(result):
        try:
            return record_result(callback_id=callback.pk, by=holder, result=result, at=NOW)
        except TakenBy:
            return None

    noted = together(note, ["no_answer", "voicemail_full"])

    assert len([one for one in noted if one]) == 1
    assert CallAttempt.objects.count() == 1
