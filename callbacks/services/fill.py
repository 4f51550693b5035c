"""How requests come into the queue: it pulls, the door knows nothing of it."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from callbacks.models import Callback, CallbackMove
from callbacks.rules import WITHDRAWN_UNSEEN, Why
from callbacks.services.moves import move
from callbacks.states import ClosedReason, State
from requests_intake.models import CallbackRequest, Contact


def fill_queue(*, at, limit=500):
    """Make the queue agree with the door. Returns how many requests came in.

    Each open request gets its callback, held back when the door found it suspicious. A request
    withdrawn by the person closes its callback, and one who wrote again after a failed try comes
    forward. Runs when the queue is opened, when a call is taken and each minute; any number may
    run together. With nothing to do it only reads, so it costs nothing to call.
    """
    pulled = _pull(at, limit)
    _close_withdrawn(at, limit)
    _bring_forward(at, limit)
    return pulled


def _pull(at, limit):
    """Those withdrawn before anyone looked come in too: their record must be found."""
    wanted = Q(closed_at=None) | Q(received_at__gte=at - WITHDRAWN_UNSEEN)
    new = CallbackRequest.objects.filter(wanted, callback=None)
    # Those without suspicion first: a flood keeps nobody waiting at the door.
    signs = dict(
        new.order_by("suspicion", "received_at", "pk").values_list("pk", "suspicion")[:limit]
    )
    if not signs:
        return 0
    start = {pk: State.QUARANTINED if signs[pk] else State.QUEUED for pk in signs}
    with transaction.atomic():
        # Whoever else pulls the same rows waits for us here, then finds them complete.
        Callback.objects.bulk_create(
            [Callback(request_id=pk, state=start[pk], created_at=at) for pk in start],
            ignore_conflicts=True,
        )
        pulled = Callback.objects.filter(request__in=start, moves=None)
        moves = [
            CallbackMove(callback_id=pk, was="", to=state, at=at, why=Why.PULLED)
            for pk, state in pulled.values_list("pk", "state")
        ]
        CallbackMove.objects.bulk_create(moves)
    return len(moves)


def _close_withdrawn(at, limit):
    """Not under the hands of someone who is talking to the person: what they note decides."""
    gone = Callback.objects.exclude(state=State.CLOSED).filter(request__closed_at__isnull=False)
    _move_each(
        gone.exclude(pk__in=Callback.objects.talking(at)),
        State.CLOSED,
        at=at,
        limit=limit,
        why=Why.WITHDRAWN,
        closed_reason=ClosedReason.WITHDRAWN,
    )


def _bring_forward(at, limit):
    """Who writes after our failed try can be called now, whatever hour we had planned.

    And who was held back and then wrote in a way that leaves no doubt needs nobody to look.
    """
    last_move = CallbackMove.objects.filter(callback=OuterRef(OuterRef("pk")))
    since = Contact.objects.filter(
        request=OuterRef("request"), at__gt=last_move.order_by("-at").values("at")[:1]
    )
    waits = Q(state=State.WAITING, visible_from__gt=at) & Exists(since)
    cleared = Q(state=State.QUARANTINED, request__suspicion=[], request__closed_at=None)
    wrote = Callback.objects.filter(waits | cleared)
    _move_each(wrote, State.QUEUED, at=at, limit=limit, why=Why.WROTE_AGAIN)


def _move_each(callbacks, to, *, at, limit, **how):
    """Move these, leaving to the next run those that somebody is changing right now."""
    if not (ids := list(callbacks.values_list("pk", flat=True)[:limit])):
        return
    with transaction.atomic():
        locked = callbacks.filter(pk__in=ids).select_for_update(of=("self",), skip_locked=True)
        for callback in locked:
            move(callback, to, by=None, at=at, **how)
