"""The story of a callback, written out a second time on purpose."""

from itertools import product

import pytest
from django.db import transaction

from callbacks.models import CallbackMove
from callbacks.services.moves import IllegalMove, lock, move
from callbacks.states import ClosedReason, State
from tests.make.callbacks import NOW, make_callback
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

# Reading states.ALLOWED here would agree with any mistake made there.
STORY = {
    ("quarantined", "queued"),
    ("quarantined", "closed"),
    ("queued", "claimed"),
    ("queued", "closed"),
    ("queued", "appointed"),
    ("claimed", "queued"),
    ("claimed", "waiting"),
    ("claimed", "appointed"),
    ("claimed", "blocked"),
    ("claimed", "interviewing"),
    ("claimed", "closed"),
    ("waiting", "queued"),
    ("waiting", "claimed"),
    ("waiting", "closed"),
    ("appointed", "claimed"),
    ("waiting", "appointed"),
    ("appointed", "queued"),
    ("appointed", "closed"),
    ("blocked", "appointed"),
    ("blocked", "queued"),
    ("blocked", "closed"),
    ("interviewing", "queued"),
    ("interviewing", "waiting"),
    ("interviewing", "appointed"),
    ("interviewing", "blocked"),
    ("interviewing", "closed"),
}

NEEDS = {
    State.WAITING: {"visible_from": NOW},
    State.APPOINTED: {"visible_from": NOW},
    State.CLOSED: {"closed_reason": ClosedReason.DECLINED},
}


def changes_for(to, caller):
    if to in {State.CLAIMED, State.INTERVIEWING}:
        return {"claimed_by": caller, "claimed_at": NOW, "lease_until": NOW}
    return NEEDS.get(to, {})


@pytest.mark.parametrize(("was", "to"), list(product(State, State)))
def test_callback_moves_only_as_the_story_says(was, to):
    callback, caller = make_callback(was), make_staff()
    CallbackMove.objects.all().delete()

    try:
        with transaction.atomic():
            move(lock(callback.pk), to, by=caller, why="essai", at=NOW, **changes_for(to, caller))
    except IllegalMove:
        moved = False
    else:
        moved = True

    callback.refresh_from_db()
    assert moved == ((was, to) in STORY)
    assert callback.state == (to if moved else was)
    log = list(CallbackMove.objects.values_list("was", "to", "by", "at", "why"))
    assert log == ([(was, to, caller.pk, NOW, "essai")] if moved else [])


@pytest.mark.parametrize(("reason", "to"), list(product(ClosedReason, State)))
def test_only_what_was_closed_as_a_duplicate_opens_again(reason, to):
    callback, caller = make_callback("closed", closed_reason=reason), make_staff()

    try:
        with transaction.atomic():
            move(lock(callback.pk), to, by=caller, why="essai", at=NOW, **changes_for(to, caller))
    except IllegalMove:
        opened = False
    else:
        opened = True

    assert opened == (reason == "duplicate" and to in {"queued", "appointed", "blocked"})


@pytest.mark.parametrize("was", ["claimed", "waiting", "interviewing", "queued", "blocked"])
def test_closing_a_callback_closes_its_request_with_it(was):
    callback = make_callback(was)

    with transaction.atomic():
        move(lock(callback.pk), "closed", by=None, why="x", at=NOW, closed_reason="declined")

    callback.request.refresh_from_db()
    assert callback.request.closed_at == NOW


def test_a_failed_history_row_takes_the_state_back():
    callback = make_callback("claimed")

    with pytest.raises(Exception, match="too long"), transaction.atomic():
        move(lock(callback.pk), "queued", by=None, why="x" * 41, at=NOW)

    callback.refresh_from_db()
    assert callback.state == "claimed"
    assert callback.claimed_by is not None


def test_leaving_the_hands_of_a_caller_empties_the_claim():
    callback = make_callback("claimed")

    with transaction.atomic():
        move(lock(callback.pk), "blocked", by=None, why="x", at=NOW)

    callback.refresh_from_db()
    assert (callback.claimed_by, callback.claimed_at, callback.lease_until) == (None, None, None)
