"""A claim that nobody works on: back in the list, written down, and not lost for who comes back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from callbacks.rules import LEASE
from callbacks.services.assigning import assign
from callbacks.services.attempts import record_result, start_attempt
from callbacks.services.queue import TakenBy, end_leases, release, take, take_next
from julien.core.roles import Role
from tests.make.callbacks import NOW, make_attempt, make_callback
from tests.make.campaigns import make_desk
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
LATER = NOW + LEASE + timedelta(seconds=1)


@pytest.fixture(autouse=True)
def desk():
    return make_desk()


@pytest.fixture
def caller():
    return make_staff()


@pytest.fixture
def taken(caller):
    callback = make_callback()
    return take(callback_id=callback.pk, by=caller, at=NOW)


def test_it_is_put_back_and_written_down(taken):
    assert end_leases(at=NOW + LEASE) == 0
    assert end_leases(at=LATER) == 1

    taken.refresh_from_db()
    assert (taken.state, taken.claimed_by) == ("queued", None)
    last = taken.moves.last()
    assert (last.was, last.to, last.why, last.by, last.at) == (
        "claimed",
        "queued",
        "lease_ended",
        None,
        LATER,
    )


@pytest.mark.parametrize("state", ["call", "interviewing"])
def test_not_while_a_person_is_on_the_line(caller, state):
    name = "claimed" if state == "call" else state
    callback = make_callback(name, holder=caller)
    if state == "call":
        make_attempt(callback, "", caller=caller)

    assert end_leases(at=LATER) == 0


def test_who_comes_back_goes_on_when_nobody_took_it_since(taken, caller):
    end_leases(at=LATER)

    record_result(callback_id=taken.pk, by=caller, result="no_answer", at=LATER)

    taken.refresh_from_db()
    assert taken.state == "waiting"
    assert [move.why for move in taken.moves.all()] == [
        "pulled",
        "taken",
        "lease_ended",
        "taken",
        "no_answer",
    ]
    assert taken.attempts.get().caller == caller


def test_who_comes_back_too_late_is_told_who_has_it(taken, caller):
    end_leases(at=LATER)
    other = make_staff()
    take_next(by=other, at=LATER)

    with pytest.raises(TakenBy) as refused:
        start_attempt(callback_id=taken.pk, by=caller, at=LATER)

    assert refused.value.holder == other
    assert not taken.attempts.exists()


def test_what_one_gave_back_oneself_is_not_taken_again_by_noting(taken, caller):
    end_leases(at=LATER)
    take(callback_id=taken.pk, by=make_staff(), at=LATER)
    end_leases(at=LATER + 2 * LEASE)

    with pytest.raises(TakenBy):
        record_result(callback_id=taken.pk, by=caller, result="no_answer", at=LATER + 2 * LEASE)


# A call that went on when the lease ended: what its caller notes afterwards.


@pytest.fixture
def cut_off(taken, caller):
    """Dialled by `caller`, taken over by somebody else half an hour later."""
    start_attempt(callback_id=taken.pk, by=caller, at=NOW)
    other = make_staff()
    take(callback_id=taken.pk, by=other, at=LATER)
    return other


def test_who_was_on_the_line_when_it_was_taken_over_still_notes_that_call(taken, caller, cut_off):
    moved = taken.moves.count()
    how = {"result": "call_later", "note": "Après l'école.", "submission": uuid4()}
    agreed = NOW + timedelta(days=1, hours=1)

    for _twice in range(2):
        record_result(callback_id=taken.pk, by=caller, at=LATER + MINUTE, next_try_at=agreed, **how)

    [call] = taken.attempts.all()
    assert (call.caller, call.result, call.reached) == (caller, "call_later", True)
    assert (call.started_at, call.ended_at) == (NOW, LATER)
    assert call.note == "Après l'école.\nMoment convenu : mercredi 25 novembre, 10 h."
    # The rest is in the hands of who took it over.
    taken.refresh_from_db()
    assert (taken.state, taken.claimed_by, taken.moves.count()) == ("claimed", cut_off, moved)


def test_it_is_noted_when_the_other_has_closed_it_too(taken, caller, cut_off):
    record_result(callback_id=taken.pk, by=cut_off, result="declined", at=LATER + MINUTE)

    record_result(callback_id=taken.pk, by=caller, result="no_answer", at=LATER + 2 * MINUTE)

    assert {call.caller: call.result for call in taken.attempts.all()} == {
        caller: "no_answer",
        cut_off: "declined",
    }


def test_put_back_by_a_supervisor_the_call_is_gone_on_with_and_not_doubled(taken, caller):
    start_attempt(callback_id=taken.pk, by=caller, at=NOW)
    how = {"references": [taken.request.reference], "to": None, "by": make_staff(Role.SUPERVISOR)}
    assert assign(**how, at=LATER).done

    record_result(callback_id=taken.pk, by=caller, result="no_answer", at=LATER + MINUTE)

    taken.refresh_from_db()
    assert ([call.result for call in taken.attempts.all()], taken.state) == (
        ["no_answer"],
        "waiting",
    )


def test_once_taken_again_a_result_is_of_another_call(taken, caller, cut_off):
    release(callback_id=taken.pk, by=cut_off, at=LATER, why="no_time")
    take(callback_id=taken.pk, by=caller, at=LATER + MINUTE)

    record_result(callback_id=taken.pk, by=caller, result="no_answer", at=LATER + 2 * MINUTE)

    results = taken.attempts.order_by("pk").values_list("result", flat=True)
    assert list(results) == ["technical_failure", "no_answer"]


def test_who_never_dialled_writes_nothing_into_it(taken, cut_off):
    with pytest.raises(TakenBy):
        record_result(callback_id=taken.pk, by=make_staff(), result="no_answer", at=LATER)

    assert taken.attempts.count() == 1
