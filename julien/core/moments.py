"""Days and times as people say them. The only place where an instant becomes words."""

from datetime import timedelta

from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from julien.core.language_files import told
from julien.core.told_once import told_once

# Where days and months have no capital inside a sentence; Django gives some of them one.
SMALL_DAYS = {code for code, so in told("days_in_small_letters").items() if so}
SOON = timedelta(hours=4)


@told_once
def say_day(day, *, year=False):
    """ "jeudi 26 novembre", "vendredi 1er mai" (a date, or an instant in the service's zone)."""
    if hasattr(day, "hour"):
        day = timezone.localtime(day)
    if day.day == 1:
        form = _("l j\\e\\r F Y") if year else _("l j\\e\\r F")
    else:
        form = _("l j F Y") if year else _("l j F")
    words = formats.date_format(day, form)
    return words.lower() if get_language() in SMALL_DAYS else words


def say_month(day):
    """ "novembre 2026", as it stands inside a sentence."""
    words = formats.date_format(day, "F Y")
    return words.lower() if get_language() in SMALL_DAYS else words


@told_once
def say_date(day):
    """ "jeudi 26", "vendredi 1er": a date that is near."""
    words = formats.date_format(day, _("l j\\e\\r") if day.day == 1 else _("l j"))
    return words.lower() if get_language() in SMALL_DAYS else words


@told_once
def say_hour(at):
    """ "17 h 30", "18 h": a local time of day."""
    local = timezone.localtime(at) if hasattr(at, "tzinfo") and at.tzinfo else at
    if local.minute:
        return _("%(hour)d h %(minute)02d") % {"hour": local.hour, "minute": local.minute}
    return _("%(hour)d h") % {"hour": local.hour}


def say_moment(at):
    """ "jeudi 26 novembre, 17 h 30"."""
    return _("%(day)s, %(hour)s") % {"day": say_day(at), "hour": say_hour(at)}


def say_span(starts_at, ends_at):
    """ "jeudi 26 novembre, de 14 h à 15 h"."""
    hours = {"day": say_day(starts_at), "start": say_hour(starts_at), "end": say_hour(ends_at)}
    return _("%(day)s, de %(start)s à %(end)s") % hours


@told_once
def say_short(at):
    """ "lun. 23 nov., 17 h 30": for narrow columns."""
    day = formats.date_format(timezone.localtime(at), _("D. j N"))
    day = day.lower() if get_language() in SMALL_DAYS else day
    return _("%(day)s, %(hour)s") % {"day": day, "hour": say_hour(at)}


def due_level(due_at, now):
    """How much a promise presses: "late", "soon", "calm"."""
    left = due_at - now
    if left < timedelta():
        return "late"
    return "soon" if left <= SOON else "calm"


def say_distance(due_at, now):
    """Time left or time late in words, coarse on purpose: "encore 5 h", "en retard de 2 j"."""
    late = due_at < now
    gap = abs(due_at - now)
    if gap >= timedelta(days=2):
        amount = ngettext("%(n)d jour", "%(n)d jours", gap.days) % {"n": gap.days}
    elif gap >= timedelta(hours=1):
        amount = _("%(n)d h") % {"n": gap // timedelta(hours=1)}
    elif gap >= timedelta(minutes=1):
        amount = _("%(n)d min") % {"n": gap // timedelta(minutes=1)}
    else:
        amount = _("moins d'une minute")
    if late:
        return _("en retard de %(amount)s") % {"amount": amount}
    return _("encore %(amount)s") % {"amount": amount}
