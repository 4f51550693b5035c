"""What a supervisor decides: blocked callbacks, and entries held back at the door."""

from django.db import transaction

from callbacks.rules import Why
from callbacks.services.moves import IllegalMove, lock, move
from callbacks.states import ClosedReason, State
from campaigns.services.offer import offer_at
from requests_intake.models import CallbackRequest
from requests_intake.services.messages import write
from requests_intake.services.numbers import correct_number
from requests_intake.services.places import keep_place
from requests_intake.services.receive import acknowledgement

# How a supervisor may close by hand. The other reasons are results of calls or the person's act.
BY_HAND = [
    ClosedReason.UNREACHABLE,
    ClosedReason.DECLINED,
    ClosedReason.DUPLICATE,
    ClosedReason.SPAM,
]


def _lock_in(state, callback_id, *, to):
    callback = lock(callback_id)
    if callback.state != state:
        raise IllegalMove(callback.state, to)
    return callback


@transaction.atomic
def requeue(*, callback_id, by, at, phone=None, language=""):
    """Put a blocked callback back in the queue, with a corrected number or language if given.

    The promise and its place in the order stay. Raises NumberHasRequest, IllegalMove; then
    nothing was changed.
    """
    callback = _lock_in(State.BLOCKED, callback_id, to=State.QUEUED)
    move(callback, State.QUEUED, by=by, why=Why.REQUEUED, at=at)
    if phone:
        correct_number(request_id=callback.request_id, phone=phone, at=at)
    if language:
        CallbackRequest.objects.filter(pk=callback.request_id).update(language=language)
    return callback


@transaction.atomic
def close_by_hand(*, callback_id, by, at, reason):
    """Close a blocked callback, for one of BY_HAND."""
    if reason not in BY_HAND:
        raise ValueError(reason)
    callback = _lock_in(State.BLOCKED, callback_id, to=State.CLOSED)
    why = Why.CLOSED_BY_HAND
    return move(callback, State.CLOSED, by=by, why=why, at=at, closed_reason=reason)


@transaction.atomic
def accept(*, callback_id, by, at):
    """A held back entry is a real person: it joins the queue with the promise it was given.

    The first SMS, which had waited for this, is written now.
    """
    callback = _lock_in(State.QUARANTINED, callback_id, to=State.QUEUED)
    request = callback.request
    if not request.messages.exists():
        first = request.contacts.get(is_first=True)
        write(acknowledgement(request, first, offer=offer_at(at), at=at))
    keep_place(request, at=at, is_let_in=True)
    return move(callback, State.QUEUED, by=by, why=Why.ACCEPTED, at=at)


@transaction.atomic
def reject(*, callback_id, by, at):
    """A held back entry is nobody who waits for a call."""
    callback = _lock_in(State.QUARANTINED, callback_id, to=State.CLOSED)
    spam = ClosedReason.SPAM
    return move(callback, State.CLOSED, by=by, why=Why.REJECTED, at=at, closed_reason=spam)
