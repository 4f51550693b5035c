"""What a further contact changes in an open request, and how the person hears of it."""

from datetime import timedelta

from requests_intake.models import CallbackRequest, Channel, Message
from requests_intake.services.ask import SAFETY
from requests_intake.services.messages import write_message
from requests_intake.services.places import keep_place

A_DAY = timedelta(days=1)
# How long after one "we have your request already" the next is written.
TOLD_AGAIN_AFTER = {Channel.SMS: timedelta(minutes=10), Channel.WEB: A_DAY}
WISHES = {"windows", "days"}


def merge(request, ask, *, trusted):
    """Add what a further contact says to an open request.

    Who wrote from the number itself, or spoke to the team, changes their answers. Others only
    fill what was left open, and may forbid but never allow: a stranger who types the number
    makes no call less safe. Words of danger are never taken back.
    """
    changes = {
        name: said
        for name, said in ask.given().items()
        if trusted or _is_harmless(name, getattr(request, name), said)
    }
    if ask.in_danger:
        changes["in_danger"] = True
    changes = {name: said for name, said in changes.items() if getattr(request, name) != said}
    if changes:
        CallbackRequest.objects.filter(pk=request.pk).update(**changes)
        for name, said in changes.items():
            setattr(request, name, said)
    if WISHES & changes.keys():
        keep_place(request, at=ask.received_at)


def _is_harmless(name, known, said):
    if name in SAFETY:
        return said is False
    return name in {"windows", "days", "needs", "first_name", "postal_code"} and not known


def tell_joined(request, *, channel, at):
    """Say by SMS that the request is known, unless it was said a moment ago."""
    pause = TOLD_AGAIN_AFTER.get(channel)
    if pause is None:
        return  # at the desk or on the phone, the team says it
    told = request.messages.filter(kind=Message.Kind.JOINED, created_at__gt=at - pause)
    if not told.exists():
        write_message(
            request=request,
            kind=Message.Kind.JOINED,
            useless_after=max(request.due_at, at + A_DAY),
            at=at,
        )
