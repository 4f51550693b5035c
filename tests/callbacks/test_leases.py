"""A claim that nobody works on: back in the list, written down, and not lost for who comes back."""

from datetime import timedelta

import pytest

from callbacks.rules import LEASE
from callbacks.services.attempts import record_result, start_attempt
from callbacks.services.queue import TakenBy, end_leases, take, take_next
from tests.make.callbacks import NOW, make_attempt, make_callback
from tests.make.campaigns import make_desk
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

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
