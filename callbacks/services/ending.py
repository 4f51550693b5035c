"""Ending the work on requests that are erased, or may not be used any more."""

from callbacks.models import Callback
from callbacks.rules import Why
from callbacks.services.moves import move
from callbacks.states import ClosedReason, State


def end_as_withdrawn(requests, *, by, at, why=Why.ERASED):
    """Close what is open, whoever has it in hand, in the caller's transaction.

    A request that was in no queue yet comes in and is closed at once, so that its trace is found.
    """
    unseen = requests.filter(callback=None).only("pk", "due_at")
    Callback.objects.bulk_create(
        Callback(request=request, due_at=request.due_at, created_at=at) for request in unseen
    )
    going_on = Callback.objects.filter(request__in=requests).exclude(state=State.CLOSED)
    for callback in going_on.order_by("pk").select_for_update(of=("self",)):
        reason = ClosedReason.WITHDRAWN
        move(callback, State.CLOSED, by=by, why=why, at=at, closed_reason=reason)
