"""How much work is left today, and how fast it must go."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.db.models import DateTimeField, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callbacks.counting import counts_of, say_count
from callbacks.head import NOW
from callbacks.hour import end_of_day
from callbacks.models import CallAttempt, Callback
from callbacks.states import State
from campaigns.promise import NoOpenDay, day_of, is_open, next_opening, opening_periods
from campaigns.services.offer import offer_at
from julien.core.kept_sql import Given
from julien.core.moments import say_hour, say_moment

HOUR = timedelta(hours=1)
TONIGHT = Given("tonight", DateTimeField())


@dataclass(frozen=True)
class Load:
    """The work left today, in words. `per_hour` is "" while the desk is closed for the day."""

    late: str
    due_today: str
    planned: str
    free: int
    team: int
    per_hour: str
    per_hour_why: str
    hours: str


def load_of(user, now, *, free, team):
    """The Load at that instant. `free`, `team`: how many people hold nothing, and are there."""
    counts = _counts().run(user, now=now, tonight=end_of_day(now))
    later = counts["again"] + counts["appointed"]
    hours = offer_at(now).hours
    per_hour, why = _per_hour(counts["late"] + counts["due_today"] + later, now, hours)
    return Load(
        late=say_count(counts["late"]),
        due_today=say_count(counts["due_today"]),
        planned=say_count(later),
        free=free,
        team=team,
        per_hour=per_hour,
        per_hour_why=why,
        hours=say_hours(now, hours),
    )


@cache
def _counts():
    """The Counts of what is left: late, due today, planned again, agreed."""
    uncalled = Callback.objects.open().exclude(attempts__stops_first_clock=True)
    uncalled = uncalled.exclude(state=State.QUARANTINED)
    calls = CallAttempt.objects.filter(callback=OuterRef("pk"), stops_first_clock=True)
    planned = Callback.objects.open().filter(
        Q(request__due_at__gte=TONIGHT) | Exists(calls), visible_from__lt=TONIGHT
    )
    return counts_of(
        {
            "late": uncalled.filter(request__due_at__lt=NOW),
            "due_today": uncalled.filter(request__due_at__gte=NOW, request__due_at__lt=TONIGHT),
            "again": planned.filter(state=State.WAITING),
            "appointed": planned.filter(state=State.APPOINTED),
        }
    )


def _per_hour(calls, now, hours):
    """(how many calls an hour the rest of the day asks for, and how that is found)."""
    left = open_time_left(now, hours)
    if not left:
        return "", ""
    rate = calls / (left / HOUR)
    words = ngettext("%(n)d appel en %(time)s", "%(n)d appels en %(time)s", calls)
    return f"{rate:.1f}".replace(".", ","), words % {"n": calls, "time": say_length(left)}


def open_time_left(now, hours):
    """How long the desk is still open today (timedelta)."""
    spans = opening_periods(day_of(now, hours), hours)
    return sum((max(closes - max(opens, now), timedelta()) for opens, closes in spans), timedelta())


def say_length(length):
    """ "3 h 45", "45 min"."""
    hours, minutes = divmod(round(length.total_seconds() / 60), 60)
    if not hours:
        return _("%(n)d min") % {"n": minutes}
    return (
        _("%(h)d h %(m)02d") % {"h": hours, "m": minutes}
        if minutes
        else _("%(h)d h") % {"h": hours}
    )


def say_hours(now, hours):
    """Whether the desk is open, and until or from when."""
    try:
        opens = next_opening(now, hours)
    except NoOpenDay:
        return _("Aucun jour ouvert dans le calendrier. À corriger sans attendre.")
    if not is_open(now, hours):
        return _("Le bureau est fermé. Il ouvre %(moment)s.") % {"moment": say_moment(opens)}
    closes = max(closes for _opens, closes in opening_periods(day_of(now, hours), hours))
    return _("Le bureau ferme à %(hour)s.") % {"hour": say_hour(closes)}
