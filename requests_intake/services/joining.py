"""What a further contact changes in an open request, and how the person hears of it."""

from datetime import timedelta

from requests_intake.models import CallbackRequest, Channel, Message
from requests_intake.services.ask import NEEDS, SAFETY
from requests_intake.services.messages import A_DAY, draft_message
from requests_intake.services.places import keep_place

# How long after one "we have your request already" the next is written.
TOLD_AGAIN_AFTER = {Channel.SMS: timedelta(minutes=10), Channel.WEB: A_DAY}
MOVES_THE_PLACE = {"windows", "days", "suspicion"}


def merge(request, ask, *, trusted, lets_in=False):
    """Add what a further contact says to an open request. Returns what keep_place() says of new
    wishes; None without any.

    `lets_in`: nobody doubts this contact, so what was held back joins the queue, which sees that
    the suspicion is gone. Who wrote from the number itself, or spoke to the team, changes their
    answers. Others only fill what was left open, and may forbid but never allow: a stranger who
    types the number makes no call less safe. Words of danger are never taken back.
    """
    changes = {
        name: said
        for name, said in ask.given().items()
        if trusted or _is_harmless(name, _known(request, name), said)
    }
    if ask.in_danger:
        changes["in_danger"] = True
    if lets_in:
        changes["suspicion"] = []
    changes = {name: said for name, said in changes.items() if getattr(request, name) != said}
    if changes:
        CallbackRequest.objects.filter(pk=request.pk).update(**changes)
        for name, said in changes.items():
            setattr(request, name, said)
    if MOVES_THE_PLACE & changes.keys():
        return keep_place(request, at=ask.received_at)
    return None


def _known(request, name):
    return request.all_needs if name in NEEDS else getattr(request, name)


def _is_harmless(name, known, said):
    if name in SAFETY:
        return said is False
    return name in {"windows", "days", *NEEDS, "first_name", "postal_code"} and not known


def joined_message(request, told, *, channel, at):
    """The SMS that says that the request is known, for write(); None if that was said just now.

    `told`: what they have heard (services/messages.py).
    """
    pause = TOLD_AGAIN_AFTER.get(channel)
    if pause is None:
        return None  # at the desk or on the phone, the team says it
    if any(kind == Message.Kind.JOINED and when > at - pause for kind, when in told):
        return None
    return draft_message(
        request=request,
        kind=Message.Kind.JOINED,
        useless_after=max(request.due_at, at + A_DAY),
        at=at,
    )
