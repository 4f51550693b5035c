"""States that no code of ours should leave behind. The database's constraints refuse the rest."""

from datetime import timedelta

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from callbacks.models import Callback, CallbackMove, Interview
from callbacks.states import State
from requests_intake.models import CallbackRequest, Message

SWEPT_WITHIN = timedelta(minutes=5)  # the sweeps of julien/schedule.py run each minute
A_TALK = timedelta(hours=1)  # who withdraws during a call is closed when it ends


def impossible(at):
    """{what is wrong: the rows}, each a question to the database. All empty is good."""
    last_move = CallbackMove.objects.filter(callback=OuterRef("pk")).order_by("-at", "-pk")
    open_callbacks = Callback.objects.exclude(state=State.CLOSED)
    return {
        "open callback of a closed request": open_callbacks.filter(
            request__closed_at__lt=at - A_TALK
        ),
        "closed callback of an open request": Callback.objects.filter(
            state=State.CLOSED, request__closed_at=None
        ),
        "request that is in no queue": CallbackRequest.objects.open().filter(
            callback=None, received_at__lt=at - SWEPT_WITHIN
        ),
        "promise before the request": CallbackRequest.objects.filter(due_at__lte=F("received_at")),
        "state that no move explains": Callback.objects.alias(
            told=Subquery(last_move.values("to")[:1])
        ).filter(Q(told=None) | ~Q(told=F("state"))),
        "signed interview of an open callback": Interview.objects.filter(
            state=Interview.State.SIGNED
        ).exclude(callback__state=State.CLOSED),
        "message sending without end": Message.objects.filter(
            state=Message.State.SENDING, error_code="", state_since__lt=at - timedelta(days=1)
        ),
        "message that should have left": Message.objects.filter(
            state=Message.State.QUEUED, useless_after__lt=at - SWEPT_WITHIN
        ),
    }


def problems():
    """For `manage.py doctor`."""
    return problems_at(timezone.now())


def problems_at(at):
    """One sentence for each kind that occurs, with ids and nothing of the person."""
    for what, rows in impossible(at).items():
        ids = list(rows.order_by("pk").values_list("pk", flat=True)[:20])
        if ids:
            yield f"Impossible state: {what} ({rows.model.__name__} {', '.join(map(str, ids))})."
