"""How requests come into the queue: it pulls, the door knows nothing of it."""

from functools import cache

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from callbacks.head import NOW
from callbacks.models import Callback, CallbackMove
from callbacks.rules import RECENT, WITHDRAWN_UNSEEN, Why
from callbacks.services.moves import move
from callbacks.states import ClosedReason, State
from julien.core.kept_sql import Found, Statement, statement
from requests_intake.models import CallbackRequest, Contact
from requests_intake.services.places import give_places


def fill_queue(*, at, limit=500):
    """Make the queue agree with the door. Returns how many requests came in.

    Each open request gets its callback, held back when the door found it suspicious. A request
    withdrawn by the person closes its callback, and one who wrote again after a failed try comes
    forward. Runs each minute; any number may run together. It looks at everything that is open;
    catch_up is for who cannot wait for that.
    """
    everything = Callback.objects.all()
    pulled = _pull(CallbackRequest.objects.all(), at, limit)
    _close_withdrawn(everything, at, limit)
    _bring_forward(everything, at, limit)
    return pulled


def catch_up(*, at, limit=500):
    """What fill_queue does, for what the door wrote last. Costs the same however long the queue.

    A page and a take need who came a moment ago. The rest is found by the minute's fill_queue;
    until then a withdrawn request is not shown either (Callback.objects.open).
    """
    found = _differing().run(now=at)
    if new := [request for request, callback in found if not callback]:
        _pull(CallbackRequest.objects.filter(pk__in=new), at, limit)
    if changed := [callback for _request, callback in found if callback]:
        callbacks = Callback.objects.filter(pk__in=changed)
        _close_withdrawn(callbacks, at, limit)
        _bring_forward(callbacks, at, limit)


@cache
def _differing():
    """The Statement for those of the last requests, and of the requests of the last contacts, that
    have no callback yet, and (request, callback) of who withdrew or wrote again."""
    came = CallbackRequest.objects.order_by("-pk").values_list("pk")[:RECENT]
    wrote = Contact.objects.order_by("-pk").values_list("request")[:RECENT]
    last = statement(came.union(wrote))
    known = Callback.objects.filter(request=Found("ANY(ARRAY(SELECT pk FROM last))"))
    gone, again = (
        statement(known.filter(some).values_list("request", "pk"))
        for some in (_gone(NOW), _wrote_again(NOW))
    )
    # The rest is Django's own SQL
    sql = f"""WITH last (pk) AS MATERIALIZED ({last.sql})
        SELECT pk, NULL FROM last
        WHERE NOT EXISTS (SELECT FROM callbacks_callback WHERE request_id = pk)
        UNION ALL ({gone.sql}) UNION ALL ({again.sql})
    """  # nosec B608
    return Statement(sql)


def _pull(requests, at, limit):
    """Those withdrawn before anyone looked come in too: their record must be found."""
    wanted = Q(closed_at=None) | Q(received_at__gte=at - WITHDRAWN_UNSEEN)
    new = requests.filter(wanted, callback=None).order_by("suspicion", "received_at", "pk")
    # Those without suspicion first: a flood keeps nobody waiting at the door.
    found = list(new.only("pk", "suspicion", "due_at")[:limit])
    if not found:
        return 0
    with transaction.atomic():
        # Whoever else pulls the same rows waits for us here, then finds them complete.
        Callback.objects.bulk_create(
            [_new_callback(request, at) for request in found],
            ignore_conflicts=True,
        )
        pulled = Callback.objects.filter(request__in=found, moves=None)
        moves = [
            CallbackMove(callback_id=pk, was="", to=state, at=at, why=Why.PULLED)
            for pk, state in pulled.values_list("pk", "state")
        ]
        CallbackMove.objects.bulk_create(moves)
    give_places([request.pk for request in found], at=at)
    return len(moves)


def _new_callback(request, at):
    state = State.QUARANTINED if request.suspicion else State.QUEUED
    return Callback(request=request, due_at=request.due_at, state=state, created_at=at)


def _close_withdrawn(callbacks, at, limit):
    withdrawn = {"why": Why.WITHDRAWN, "closed_reason": ClosedReason.WITHDRAWN}
    _move_each(callbacks.filter(_gone(at)), State.CLOSED, at=at, limit=limit, **withdrawn)


def _gone(at):
    """The person withdrew. Not under the hands of someone who is talking to them: what they note
    decides."""
    closed = ~Q(state=State.CLOSED) & Q(request__closed_at__isnull=False)
    return closed & ~Exists(Callback.objects.talking(at).filter(pk=OuterRef("pk")))


def _bring_forward(callbacks, at, limit):
    again = callbacks.filter(_wrote_again(at))
    _move_each(again, State.QUEUED, at=at, limit=limit, why=Why.WROTE_AGAIN)


def _wrote_again(at):
    """Who writes after our failed try can be called now, whatever hour we had planned.

    And who was held back and then wrote in a way that leaves no doubt needs nobody to look.
    """
    last_move = CallbackMove.objects.filter(callback=OuterRef(OuterRef("pk")))
    since = Contact.objects.filter(
        request=OuterRef("request"), at__gt=last_move.order_by("-at").values("at")[:1]
    )
    waits = Q(state=State.WAITING, visible_from__gt=at) & Exists(since)
    cleared = Q(state=State.QUARANTINED, request__suspicion=[], request__closed_at=None)
    return waits | cleared


def _move_each(callbacks, to, *, at, limit, **how):
    """Move these, leaving to the next run those that somebody is changing right now."""
    if not (ids := list(callbacks.values_list("pk", flat=True)[:limit])):
        return
    with transaction.atomic():
        locked = callbacks.filter(pk__in=ids).select_for_update(of=("self",), skip_locked=True)
        for callback in locked:
            move(callback, to, by=None, at=at, **how)
