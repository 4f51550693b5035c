"""The only writer of Callback.state."""

from django.db import transaction

from callbacks.models import Callback, CallbackMove, HandOver
from callbacks.rules import Why
from callbacks.states import ALLOWED, HELD, ClosedReason, State
from requests_intake.models import CallbackRequest

# While it is held, a callback remembers the moment it was to be called, to give it back whole.
KEEPS_MOMENT = {State.CLAIMED, State.WAITING, State.APPOINTED}


class IllegalMove(Exception):
    """The story (callbacks/states.py) has no such step."""

    def __init__(self, was, to):
        super().__init__(f"{was} > {to}")
        self.was = was
        self.to = to


def lock(callback_id):
    """Read a callback for change. The row stays ours until the transaction ends.

    So that nobody waits in a ring: a member of the team before callbacks, several callbacks in the
    order of their ids, a callback before what hangs on it and before its request.
    """
    return Callback.objects.select_for_update(of=("self",)).get(pk=callback_id)


@transaction.atomic
def move(callback, to, *, by, why, at, closed_reason="", given_to=None, **changes):
    """Move a locked callback to another state, apply `changes`, and write it down.

    State, history row and the request's `closed_at` are written together or not at all. What a
    state cannot have (a holder, a moment to call, a partner that may still answer) is emptied
    here, so callers cannot forget it.
    `by` is None when the person asked, or nobody did; `given_to` is who has it now, when that is
    not `by`.
    """
    to = State(to)
    if to not in ALLOWED[State(callback.state)] or _is_over(callback):
        raise IllegalMove(callback.state, to)
    was, callback.state = callback.state, to
    fields = _emptied(to) | {"closed_reason": closed_reason} | changes
    for name, value in fields.items():
        setattr(callback, name, value)
    callback.save(update_fields=["state", *fields])
    CallbackMove.objects.create(
        callback=callback, was=was, to=to, by=by, at=at, why=why, given_to=given_to
    )
    if to == State.CLOSED:
        _close_request(callback, at)
    if to in HELD and was not in HELD:
        take_back(callback, by=by, at=at)
    return callback


def take_back(callback, *, by, at):
    """What a partner organisation had still to answer is ours again: it sees it no more."""
    callback.hand_overs.waiting(at).update(
        answer=HandOver.Answer.TAKEN_BACK, answered_by=by, answered_at=at
    )


def _is_over(callback):
    """Closed for good: only the end of a duplicate can be taken back."""
    return callback.state == State.CLOSED and callback.closed_reason != ClosedReason.DUPLICATE


@transaction.atomic
def mark_erased(callbacks, *, by, at):
    """Say of closed callbacks that their request was erased; the reason before is forgotten."""
    closed = list(callbacks.filter(state=State.CLOSED).values_list("pk", flat=True))
    Callback.objects.filter(pk__in=closed).update(closed_reason=ClosedReason.ERASED)
    CallbackMove.objects.bulk_create(
        CallbackMove(callback_id=pk, was="", to=State.CLOSED, by=by, at=at, why=Why.ERASED)
        for pk in closed
    )


def _emptied(to):
    emptied = {}
    if to not in HELD:
        emptied |= {"claimed_by": None, "claimed_at": None, "lease_until": None, "press": None}
    else:
        emptied |= {"for_team": None, "for_team_until": None}
    if to not in KEEPS_MOMENT:
        emptied["visible_from"] = None
    return emptied


def _close_request(callback, at):
    """The door reads `closed_at`: the next contact from this number is a new request."""
    CallbackRequest.objects.open().filter(pk=callback.request_id).update(closed_at=at)
