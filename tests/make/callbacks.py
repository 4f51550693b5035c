"""Requests as the door leaves them, and callbacks in any state."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from callbacks.models import CallAttempt, Callback, CallbackMove
from callbacks.results import EFFECTS, Result
from callbacks.rules import LEASE
from callbacks.states import HELD, ClosedReason, State
from julien.core.phone import phone_lookup, phone_tail_lookup
from requests_intake.abuse.signs import Sign
from requests_intake.models import CallbackRequest, Channel, Contact
from tests.make.campaigns import make_desk
from tests.make.numbers import fresh_number
from tests.make.staff import make_staff

ZURICH = ZoneInfo("Europe/Zurich")
# A Tuesday morning with nothing special about it, the desk open.
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZURICH)


def at(text):
    """ "2026-11-24 09:00" in the desk's zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZURICH)


def make_request(*, received_at=None, due_in=timedelta(days=2), now=NOW, **fields):
    """Someone asked to be called; due in two days unless told otherwise."""
    phone = fields.pop("phone", None) or fresh_number()
    words = fields.pop("words", "")
    defaults = {
        "channel": Channel.WEB,
        "received_at": received_at or now - timedelta(days=1),
        "due_at": now + due_in,
        "promise_explanation": "trois jours",
        "calendar": make_desk().calendar,
        "phone": phone,
        "phone_lookup": phone_lookup(phone),
        "phone_tail_lookup": phone_tail_lookup(phone),
        "takes_sms": True,
    }
    request = CallbackRequest.objects.create(**defaults | fields)
    Contact.objects.create(
        request=request,
        channel=request.channel,
        at=request.received_at,
        words=words,
        token=f"jeton-{request.pk}",
        token_lookup=f"jeton-{request.pk}",
        is_first=True,
    )
    return request


def make_callback(state=State.QUEUED, *, holder=None, now=NOW, visible_from=None, **fields):
    """A callback in that state, with the fields the state must have."""
    reason = fields.pop("closed_reason", ClosedReason.ORIENTED)
    lease_until = fields.pop("lease_until", now + LEASE)
    if state == State.CLOSED:
        fields.setdefault("closed_at", now)
    if state == State.QUARANTINED:
        fields.setdefault("suspicion", [Sign.TRAP_FILLED])
    request = fields.pop("request", None) or make_request(now=now, **fields)
    callback = Callback(
        request=request, due_at=request.due_at, state=state, created_at=request.received_at
    )
    if state in HELD:
        callback.claimed_by = holder or make_staff()
        callback.claimed_at, callback.lease_until = now, lease_until
    if state in {State.WAITING, State.APPOINTED}:
        callback.visible_from = visible_from or now + timedelta(hours=3)
    if state == State.CLOSED:
        callback.closed_reason = reason
    callback.save()
    CallbackMove.objects.create(
        callback=callback, was="", to=state, at=request.received_at, why="pulled"
    )
    return callback


def make_attempt(callback, result=Result.NO_ANSWER, *, started_at=NOW, caller=None, note=""):
    """A call made, with the effects of its result; result "" is a call still running."""
    effect = EFFECTS[Result(result)] if result else None
    return CallAttempt.objects.create(
        callback=callback,
        caller=caller or callback.claimed_by or make_staff(),
        started_at=started_at,
        ended_at=started_at if result else None,
        result=result,
        counts=bool(effect and effect.counts),
        stops_first_clock=bool(effect and effect.first_try),
        reached=bool(effect and effect.reached),
        note=note,
    )
