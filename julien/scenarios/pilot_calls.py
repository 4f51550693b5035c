"""The calls of the pilot: every first one within the promise, in opening hours."""

from dataclasses import dataclass, field
from datetime import timedelta

from callbacks.models import Callback, CallbackMove
from callbacks.models.attempt import CallAttempt
from callbacks.results import EFFECTS, Result
from callbacks.rules import Why
from callbacks.states import ClosedReason, State
from campaigns.promise import Calendar, Rule, day_of, opening_periods
from julien.scenarios import pilot_plan as plan
from julien.scenarios.base import caller
from requests_intake.models import CallbackRequest
from requests_intake.windows import part_of

SLOT = timedelta(minutes=15)
DIAL = timedelta(minutes=1)
THREE_DAYS = timedelta(days=3)
MISSED = (Result.NO_ANSWER, Result.VOICEMAIL_NOT_ALLOWED, Result.BUSY)
# How often the person answers at the first, the second and the third call.
REACHED_AT = (1,) * 7 + (2,) * 2 + (3,)


@dataclass(frozen=True)
class Desk:
    """Hours and promise of the team that calls."""

    hours: Calendar
    rule: Rule

    def slots(self, start, end):
        """The quarters of an hour between two instants at which the desk is open."""
        found, day, last = [], day_of(start, self.hours), day_of(end, self.hours)
        while day <= last:
            for opens, closes in opening_periods(day, self.hours):
                at = opens
                while at < closes:
                    if start <= at < end:
                        found.append(at)
                    at += SLOT
            day += timedelta(days=1)
        return found


@dataclass
class Calls:
    """What happened to one request after it came: calls, then an end."""

    request: CallbackRequest
    callback: Callback
    caller: object
    end: str
    attempts: list = field(default_factory=list)
    moves: list = field(default_factory=list)

    @property
    def ended_at(self):
        return self.attempts[-1].ended_at


def plan_calls(requests, desk, random):
    """One Calls per request, attempts and first moves written; interviews are still to come."""
    ends = plan.spread(
        {
            ClosedReason.ORIENTED: plan.INTERVIEWS,
            ClosedReason.UNREACHABLE: plan.UNREACHED,
            ClosedReason.DECLINED: plan.DECLINED,
        },
        random,
    )
    team = [caller("intervenante"), caller("intervenant2")]
    callbacks = {
        callback.request_id: callback for callback in Callback.objects.filter(request__in=requests)
    }
    found = []
    for request, end in zip(requests, ends, strict=True):
        calls = Calls(request, callbacks[request.pk], random.choice(team), end)
        _call(calls, desk, random)
        found.append(calls)
    CallAttempt.objects.bulk_create(attempt for calls in found for attempt in calls.attempts)
    return found


def _call(calls, desk, random):
    """The first call well before the promise, others later, each noted with its move."""
    request = calls.request
    _move(calls, "", State.QUEUED, request.received_at, Why.PULLED, by=None)
    asked = request.received_at + SLOT
    slots = desk.slots(asked, min(request.due_at, asked + THREE_DAYS))
    slots = slots or desk.slots(asked, request.due_at)
    at = slots[int(len(slots) * 0.9 * random.random() ** 2)]
    for result in _results(calls.end, random):
        _dial(calls, at, result)
        at = _later(desk, at, random)


def _results(end, random):
    if end == ClosedReason.UNREACHABLE:
        return [Result.NO_ANSWER, Result.VOICEMAIL_NOT_ALLOWED, Result.NO_ANSWER]
    if end == ClosedReason.DECLINED:
        return [Result.DECLINED]
    missed = random.choice(REACHED_AT) - 1
    return [random.choice(MISSED) for _ in range(missed)] + [Result.REACHED]


def _later(desk, at, random):
    """The next call: on one of the next days, at another part of the day."""
    slots = desk.slots(at + timedelta(hours=20), at + timedelta(days=6))
    other = [slot for slot in slots if part_of(slot) != part_of(at)]
    return other[random.randrange(min(len(other), 9))]


def _dial(calls, at, result):
    effect = EFFECTS[result]
    was = State.WAITING if calls.attempts else State.QUEUED
    _move(calls, was, State.CLAIMED, at, Why.TAKEN, by=calls.caller)
    calls.attempts.append(
        CallAttempt(
            callback=calls.callback,
            caller=calls.caller,
            started_at=at,
            ended_at=at + DIAL,
            result=result,
            counts=effect.counts,
            stops_first_clock=effect.first_try,
            reached=effect.reached,
        )
    )
    is_last = calls.end == ClosedReason.UNREACHABLE and len(calls.attempts) == plan.TRIES
    then = State.CLOSED if is_last else effect.then
    why = Why.SPREAD_USED if is_last else result
    _move(calls, State.CLAIMED, then, at + DIAL, why, by=calls.caller)


def _move(calls, was, to, at, why, *, by):
    calls.moves.append(CallbackMove(callback=calls.callback, was=was, to=to, by=by, at=at, why=why))
