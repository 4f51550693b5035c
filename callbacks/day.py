"""The supervisor's page of the day: what is to be done, by whom, and what nobody does."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from callbacks.absences import coming
from callbacks.flows import silences
from callbacks.head import index_order
from callbacks.lines import shown_state
from callbacks.lists import say_result
from callbacks.load import load_of
from callbacks.models import CallAttempt, Callback
from callbacks.places import days_ahead, warning
from callbacks.rights import open_rights
from callbacks.rules import ABSENCES_SHOWN, ALARM_BEFORE, COUNT_UP_TO, DAY_LINES
from callbacks.services.failed_messages import failed_messages
from callbacks.states import FREE, HELD, STUCK, State
from campaigns.diagnosis import ends_soon
from campaigns.services.offer import offer_at
from campaigns.services.terms import terms
from julien.core.languages import language_name
from julien.core.moments import say_hour
from julien.core.roles import Can
from julien.staff.models import Absence, User
from requests_intake.needs import say_needs


@dataclass(frozen=True)
class Line:
    """One callback of a list. Holds no name and no number."""

    reference: str
    due_at: datetime
    state: str
    state_label: str
    language: str
    needs: str
    more: str
    is_kept: bool
    can_give: bool


@dataclass(frozen=True)
class Hands:
    """One member of the team who calls, and what they hold."""

    who: User
    lines: list
    away: Absence | None


def day_sheet(user, now):
    """Everything the page shows. A constant number of queries, none over more than it shows."""
    offer, held = offer_at(now), list(_held(now))
    away = list(coming(now, ABSENCES_SHOWN))
    gone = {one.person_id: one for one in away if one.starts_at <= now}
    hands = [_hands(who, held, gone, now) for who in people()]
    there = [one for one in hands if not one.away]
    free = sum(not one.lines for one in there)
    asked, asked_late = open_rights(timezone.localdate(now))
    with index_order():
        load = load_of(user, now, free=free, team=len(there))
        danger = [line_of(one, now) for one in in_danger(now)]
    stuck = list(_with_calls(Callback.objects.stuck().order_by("due_at", "pk")))
    return {
        "now": now,
        "calendar_until": _calendar_until(),
        "places": days_ahead(offer, now),
        "few_places": warning(offer, now),
        "silent": silences(now),
        "load": load,
        "away": [one for one in away if one.starts_at > now],
        "danger": danger,
        "hands": hands,
        "present": [one.who for one in there],
        "blocked": [line_of(one, now) for one in stuck if one.state == State.BLOCKED],
        "held_back": [line_of(one, now) for one in stuck if one.state == State.QUARANTINED],
        "failed": _failed(now),
        "rights": asked,
        "rights_late": asked_late,
        "idle": list(User.objects.idle(now).order_by("last_login", "username")[:DAY_LINES]),
    }


def _calendar_until():
    """When the confirmed calendar ends, if that is soon; else None."""
    until = terms().desk.calendar.holidays_confirmed_until
    return until if ends_soon(until) else None


def _hands(who, held, gone, now):
    lines = [line_of(one, now) for one in held if one.claimed_by_id == who.pk]
    return Hands(who, lines, gone.get(who.pk))


def people():
    """The open accounts of those who call, by name."""
    callers = User.objects.who_can(Can.WORK_QUEUE)
    return callers.order_by("first_name", "last_name", "username")


def present(now):
    """Of people(), who is not away."""
    return people().exclude(pk__in=Absence.objects.running(now).values("person"))


def in_danger(now):
    """Promises that end within ALARM_BEFORE, or have ended, without a call, in nobody's hands."""
    endangered = Callback.objects.endangered(now + ALARM_BEFORE, now)
    return _with_calls(endangered.order_by("request__due_at", "request_id"))


def _held(now):
    held = Callback.objects.open().filter(state__in=HELD, lease_until__gte=now)
    talking = CallAttempt.objects.running().filter(callback=OuterRef("pk"))
    rows = _with_calls(held.order_by("claimed_by", "due_at", "pk"), size=COUNT_UP_TO)
    return rows.annotate(is_calling=Exists(talking)).select_related("claimed_by")


def _with_calls(callbacks, size=DAY_LINES):
    calls = CallAttempt.objects.defer("note").order_by("started_at", "pk")
    shown = callbacks.select_related("request").defer("request__phone", "request__first_name")
    return shown.prefetch_related(Prefetch("attempts", calls))[:size]


def line_of(callback, now):
    """A Line in words."""
    request = callback.request
    calls = [one for one in callback.attempts.all() if one.result]
    state = shown_state(callback, now)
    talking = state == State.INTERVIEWING or getattr(callback, "is_calling", False)
    return Line(
        reference=request.reference,
        due_at=request.due_at,
        state=state,
        state_label=state.label,
        language=language_name(request.language),
        needs=say_needs(request.all_needs),
        more=_more(callback, calls, state, now),
        is_kept=any(one.stops_first_clock for one in calls),
        can_give=state not in STUCK and not talking,
    )


def _more(callback, calls, state, now):
    """What a supervisor wants to know next: until when it is held, or what the last call gave."""
    if getattr(callback, "is_calling", False):
        return _("appelle maintenant")
    if state in HELD:
        return _("jusqu'à %(hour)s") % {"hour": say_hour(callback.lease_until)}
    return say_result(calls[-1].result) if calls else _("pas encore appelé·e")


def _failed(now):
    """[(Message, its callback or None, whether it can be given)] of the tasks."""
    messages = list(failed_messages(now).select_related("request")[:DAY_LINES])
    callbacks = Callback.objects.filter(request__in=[one.request_id for one in messages])
    known = {one.request_id: one for one in callbacks.select_related("claimed_by")}
    return [
        (one, found, bool(found and found.state in FREE and one.request.closed_at is None))
        for one in messages
        for found in [known.get(one.request_id)]
    ]
