"""What comes in and goes out, and whether nothing did for longer than is usual here.

What is usual is measured: from the counts by weekday and hour that are kept of each month
(campaigns/statistics/load.py), how many should have come in the opening hours since the last one.
The quietest of the last months speaks, so that the end of a campaign raises no alarm.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from callbacks.rules import RECENT
from campaigns.promise import day_of, opening_periods
from campaigns.services.offer import offer_at
from julien.core.moments import say_moment
from julien.retention.models import MonthLoad, Silence

# Where this many should have come, none at all is one chance in a thousand (people write
# independently of each other, so that counts follow Poisson's law).
UNUSUAL = log(1000)
# Months looked at: this one and those before, for what was usual half a year ago is not now. The
# least that must be counted of one, and of all together.
MONTHS = 3
DAYS_OF_A_MONTH, DAYS_OF_ALL = 14, 28
# A silence is not measured further back.
FURTHEST = timedelta(days=60)
HOUR = timedelta(hours=1)
FLOWS = {
    "asked": (gettext_lazy("Demandes reçues"), gettext_lazy("Aucune demande depuis %(since)s.")),
    "texted": (gettext_lazy("SMS reçus"), gettext_lazy("Aucun SMS reçu depuis %(since)s.")),
    "sent": (gettext_lazy("SMS partis"), gettext_lazy("Aucun SMS parti depuis %(since)s.")),
}


@dataclass(frozen=True)
class Flow:
    """One of FLOWS at an instant.

    `expected`: how many are usual in the opening hours since `last`; None while too little is
    known. `is_silent`: none came for an unusual time.
    """

    code: str
    last: datetime | None
    expected: float | None
    is_silent: bool

    @property
    def name(self):
        return FLOWS[self.code][0]

    @property
    def silence(self):
        """Since when there is none, and what would be usual, in words."""
        words = FLOWS[self.code][1] % {"since": say_moment(self.last)}
        if self.expected is None:
            return words
        often = _("D'habitude, il y en a environ %(n)d dans ces heures d'ouverture.")
        return f"{words} {often % {'n': round(self.expected)}}"


def flows_at(at):
    """The Flow of each of FLOWS; [] while no desk is set up: nothing is expected then."""
    offer = offer_at(at)
    if offer is None:
        return []
    paths = {path.rpartition(".")[2]: path for path in settings.LOAD}
    months = _last_months(day_of(at, offer.hours))
    return [_flow(code, import_string(paths[code])(), months, offer.hours, at) for code in FLOWS]


def _last_months(today):
    """The MonthLoads of the last MONTHS."""
    first = today.replace(day=1)
    for _before in range(MONTHS - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    return list(MonthLoad.objects.filter(month__gte=first))


def silences(at):
    """The Flows of which the team was told that they are silent, and that still are."""
    told = dict(Silence.objects.going_on().values_list("flow", "since"))
    flows = flows_at(at) if told else []
    return [flow for flow in flows if flow.code in told and flow.last <= told[flow.code]]


def _flow(code, counted, months, hours, at):
    rows, column = counted
    last = max(rows.order_by("-pk").values_list(column, flat=True)[:RECENT], default=None)
    if last is None:
        return Flow(code, None, None, is_silent=False)
    silence = list(open_hours(max(last, at - FURTHEST), at, hours))
    expected = usual(code, silence, months)
    if expected is not None:
        return Flow(code, last, expected, is_silent=expected >= UNUSUAL)
    told_after = settings.SILENCE_HOURS
    is_silent = 0 < told_after <= sum(length for _place, length in silence)
    return Flow(code, last, None, is_silent=is_silent)


def open_hours(since, until, calendar):
    """("weekday-hour", how much of that hour) of the opening hours in between, as in MonthLoad."""
    day, last = day_of(since, calendar), day_of(until, calendar)
    while day <= last:
        for opens, closes in opening_periods(day, calendar):
            start, end = max(opens, since), min(closes, until)
            while start < end:
                clock = start.astimezone(calendar.zone)
                full = clock.replace(minute=0, second=0, microsecond=0)
                stop = min(end, start + (HOUR - (clock - full)))
                yield f"{clock.isoweekday()}-{clock:%H}", (stop - start) / HOUR
                start = stop
        day += timedelta(days=1)


def usual(code, silence, months):
    """How many came in such hours in the quietest of these MonthLoads; None: too few days.

    silence: what open_hours() gives.
    """
    known = [month for month in months if month.counts.get(code)]
    whole = [month for month in known if _days(month) >= DAYS_OF_A_MONTH]
    if not whole or sum(_days(month) for month in known) < DAYS_OF_ALL:
        return None
    return min(_in_such_hours(month, month.counts[code], silence) for month in whole)


def _in_such_hours(month, counts, silence):
    weekdays = [(month.month.weekday() + passed) % 7 + 1 for passed in range(_days(month))]
    times = {str(weekday): weekdays.count(weekday) for weekday in set(weekdays)}
    return sum(counts.get(place, 0) / times[place[0]] * length for place, length in silence)


def _days(month):
    """How many days of it are counted."""
    return (month.through - month.month).days + 1


def problems():
    """What `doctor` says: which flow is silent, and since when."""
    for flow in flows_at(timezone.now()):
        if flow.is_silent:
            since = timezone.localtime(flow.last)
            yield (
                f"Nothing for an unusual time: {flow.code}, since {since:%d.%m.%Y %H:%M}. "
                "See the page of the installation, /equipe/etat/."
            )
