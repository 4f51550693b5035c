"""Absences in words."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from callbacks.rules import LONGEST_ABSENCE
from julien.core.moments import say_day, say_hour
from julien.staff.models import Absence

SECOND = timedelta(seconds=1)


def coming(now, within=LONGEST_ABSENCE):
    """The absences of open accounts that run, or begin within that time; the next first."""
    known = Absence.objects.until(now + within, now).filter(person__is_active=True)
    return known.select_related("person")


def say_absence(absence):
    """ "Anne, du lundi 23 au mercredi 25 novembre", with hours where it is part of a day."""
    return _("%(name)s, %(when)s") % {"name": absence.person, "when": say_when(absence)}


def say_when(absence):
    """ "le lundi 23 novembre", "du lundi 23 novembre, dès 13 h 30, au mardi 24 novembre"."""
    starts = timezone.localtime(absence.starts_at)
    # Midnight is the end of the day before.
    last = timezone.localtime(absence.ends_at - SECOND)
    since = _("dès %(hour)s") % {"hour": say_hour(starts)} if _has_hour(starts) else ""
    ends = timezone.localtime(absence.ends_at)
    until = _("jusqu'à %(hour)s") % {"hour": say_hour(ends)} if _has_hour(ends) else ""
    if starts.date() == last.date():
        said = [_("le %(day)s") % {"day": say_day(starts)}, since, until]
    else:
        first = _("du %(day)s") % {"day": say_day(starts)}
        said = [first, since, _("au %(day)s") % {"day": say_day(last)}, until]
    return " ".join(part for part in said if part)


def _has_hour(local):
    return (local.hour, local.minute) != (0, 0)


def say_back(absence):
    """When the person is there again: "jusqu'à 14 h", "jusqu'au mardi 24 novembre"."""
    ends = timezone.localtime(absence.ends_at)
    last = timezone.localtime(absence.ends_at - SECOND)
    if timezone.localtime(absence.starts_at).date() == last.date() and _has_hour(ends):
        return _("jusqu'à %(hour)s") % {"hour": say_hour(ends)}
    if _has_hour(ends):
        day, hour = say_day(last), say_hour(ends)
        return _("jusqu'au %(day)s, %(hour)s") % {"day": day, "hour": hour}
    return _("jusqu'au %(day)s") % {"day": say_day(last)}
