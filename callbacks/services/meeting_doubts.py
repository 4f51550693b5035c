"""What speaks against a moment for a meeting, without making it impossible: a person decides."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from callbacks.absences import say_absence
from callbacks.services.moments import agreed_calls
from campaigns.promise import day_of, opening_periods
from campaigns.services.offer import offer_at
from julien.core.moments import say_moment
from julien.staff.models import Absence, User


@dataclass(frozen=True)
class Wanted:
    """A meeting as somebody would like to have it."""

    starts_at: datetime
    length: timedelta
    place: object
    caller: User

    @property
    def ends_at(self):
        return self.starts_at + self.length


@dataclass(frozen=True)
class Doubt:
    """`code` stands for the sentence when somebody confirms: closed, outside, absent or call."""

    code: str
    sentence: str


def doubts_about(wanted):
    """The Doubts about a Wanted, those that close the whole day first."""
    found = [_hours(wanted), _absence(wanted), _call(wanted)]
    return tuple(doubt for doubt in found if doubt)


def _hours(wanted):
    hours = offer_at(wanted.starts_at).hours
    day = day_of(wanted.starts_at, hours)
    periods = opening_periods(day, hours)
    if not periods:
        why = hours.closed.get(day)
        closed = _("Le service est fermé ce jour-là")
        return Doubt("closed", f"{closed} ({why})." if why else f"{closed}.")
    if any(opens <= wanted.starts_at and wanted.ends_at <= ends for opens, ends in periods):
        return None
    return Doubt("outside", _("Ce moment n'est pas entièrement dans les heures d'ouverture."))


def _absence(wanted):
    during = Absence.objects.until(wanted.ends_at, wanted.starts_at).select_related("person")
    absence = during.filter(person=wanted.caller).first()
    if absence is None:
        return None
    return Doubt("absent", _("Absence notée : %(who)s.") % {"who": say_absence(absence)})


def _call(wanted):
    """A call agreed with somebody else falls into that time."""
    agreed = agreed_calls(wanted.caller, after=wanted.starts_at, before=wanted.ends_at).first()
    if agreed is None:
        return None
    words = {"when": say_moment(agreed.visible_from), "ref": agreed.request.reference}
    return Doubt("call", _("Un appel est convenu : %(when)s, demande %(ref)s.") % words)
