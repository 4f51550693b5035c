"""What is agreed with people: the list "Rendez-vous" by day, and the offers still to be held."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from callbacks.hour import start_of_day
from callbacks.models import CallAttempt, Callback, FollowUp, Meeting
from callbacks.rules import MEETINGS_SHOWN
from callbacks.services.moments import AGREED
from julien.staff.models import Absence, User


@dataclass(frozen=True)
class Line:
    """One appointment. Holds no name and no number of the person.

    meeting: the Meeting, None for an agreed call. away: the Absence of who should be there.
    """

    at: datetime
    reference: str
    caller: User | None
    meeting: Meeting | None = None
    away: Absence | None = None


@dataclass
class Day:
    on: datetime
    is_today: bool
    lines: list = field(default_factory=list)


def agenda(now, *, of=None):
    """{"to_note": Lines whose hour has come, "days": Days from today on}. `of`: one caller's only.

    At most four queries, whatever the length.
    """
    today = start_of_day(now)
    lines = sorted([*_met(today, of), *_called(today, of)], key=lambda line: line.at)
    to_note = [one for one in lines if one.meeting and _waits_for_note(one.meeting, now)]
    days = {}
    for line in lines:
        if line in to_note:
            continue
        on = timezone.localtime(line.at).date()
        days.setdefault(on, Day(on, on == today.date())).lines.append(line)
    return {"to_note": to_note, "days": list(days.values())}


def _waits_for_note(meeting, now):
    return meeting.is_planned and meeting.starts_at <= now


def _met(today, of):
    meetings = Meeting.objects.to_show(today).for_list_page()
    if of is not None:
        meetings = meetings.filter(caller=of)
    found = list(meetings[:MEETINGS_SHOWN])
    absences = _absences(found)
    for one in found:
        yield Line(
            at=one.starts_at,
            reference=one.callback.request.reference,
            caller=one.caller,
            meeting=one,
            away=_away(one, absences) if one.is_planned else None,
        )


def _absences(meetings):
    """Those of the people to be met with, during the time the list covers."""
    if not meetings:
        return []
    first, last = meetings[0].starts_at, max(one.ends_at for one in meetings)
    return list(Absence.objects.until(last, first).filter(person__in={m.caller for m in meetings}))


def _away(meeting, absences):
    for one in absences:
        overlaps = one.starts_at < meeting.ends_at and one.ends_at > meeting.starts_at
        if one.person_id == meeting.caller_id and overlaps:
            return one
    return None


def _called(today, of):
    """Calls agreed for a moment; who agreed them last makes them."""
    agreed = CallAttempt.objects.filter(callback=OuterRef("pk"), result__in=AGREED)
    last = agreed.order_by("-started_at", "-pk").values("caller")[:1]
    calls = Callback.objects.appointments().filter(visible_from__gte=today)
    calls = calls.annotate(agreed_by=Subquery(last)).select_related("request")
    if of is not None:
        calls = calls.filter(agreed_by=of.pk)
    calls = calls.defer("request__phone", "request__first_name").order_by("visible_from", "pk")
    callers = {}
    found = list(calls[:MEETINGS_SHOWN])
    if of is None and found:
        callers = User.objects.in_bulk({one.agreed_by for one in found})
    for one in found:
        caller = of or callers.get(one.agreed_by)
        yield Line(at=one.visible_from, reference=one.request.reference, caller=caller)


def follow_ups_to_hold():
    """The offers accepted and not yet held, the soonest on top; pk so that no line shows twice.

    met_at, met_where: the meeting planned for it. `on` is what was said in the interview.
    """
    of_it = {"callback": OuterRef("interview__callback"), "kind": OuterRef("kind")}
    planned = Meeting.objects.planned().filter(**of_it)
    offers = FollowUp.objects.to_hold().annotate(
        met_at=Subquery(planned.values("starts_at")),
        met_where=Subquery(planned.values("place__name")),
    )
    soonest = Coalesce(F("met_at"), F("on")).asc(nulls_last=True)
    offers = offers.select_related("interview__caller", "interview__callback__request")
    return offers.order_by(soonest, "pk")
