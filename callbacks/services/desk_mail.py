"""Mail to supervisors: the day once a day, few places left once a day, and an alarm for each
promise in danger, once.

Only while the desk is open: nobody is to read at midnight what can be done at half past eight.
"""

from django.db import transaction

from callbacks.hour import start_of_day
from callbacks.models import Callback
from callbacks.rules import ALARM_BEFORE
from campaigns.services.offer import is_desk_open, offer_at
from julien.core.roles import Role
from julien.staff.models import Absence, Letter, User
from julien.staff.services.letters import write_letter
from requests_intake.services.places import few_left

# The alarms of one sweep; more are found by the next.
ALARMS = 200


@transaction.atomic
def write_digests(*, at):
    """A mail about the day for each supervisor who is there. Returns how many were written.

    Called again the same day it writes none, but to who came in meanwhile.
    """
    if not is_desk_open(at):
        return 0
    had = Letter.objects.filter(kind=Letter.Kind.DESK_DAY, written_at__gte=start_of_day(at))
    to_write = list(_there(at).exclude(pk__in=had.values("to")))
    for supervisor in to_write:
        write_letter(to=supervisor, kind=Letter.Kind.DESK_DAY, at=at)
    return len(to_write)


@transaction.atomic
def raise_alarms(*, at):
    """Tell the supervisors of promises in danger that nobody holds. Returns how many are new.

    Each callback raises the alarm once, however many sweeps run together: `alarmed_at` is the row
    that says so. One mail tells of all that are in danger when it leaves.
    """
    if not is_desk_open(at):
        return 0
    endangered = Callback.objects.endangered(at + ALARM_BEFORE, at).filter(alarmed_at=None)
    new = Callback.objects.filter(pk__in=list(endangered.values_list("pk", flat=True)[:ALARMS]))
    new = new.filter(alarmed_at=None).select_for_update(of=("self",), skip_locked=True)
    ids = [callback.pk for callback in new]
    if not ids:
        return 0
    Callback.objects.filter(pk__in=ids).update(alarmed_at=at)
    # With everybody away it is better to write to all than to nobody.
    for supervisor in _there(at) or _supervisors():
        write_letter(to=supervisor, kind=Letter.Kind.DESK_ALARM, at=at)
    return len(ids)


@transaction.atomic
def warn_of_few_places(*, at):
    """Tell the supervisors, once a day, before the last places run out. Returns how many are told.

    Nobody is refused for want of a place; the team should know before anybody is disappointed.
    """
    if not is_desk_open(at) or few_left(offer_at(at), at) is None:
        return 0
    had = Letter.objects.filter(kind=Letter.Kind.DESK_PLACES, written_at__gte=start_of_day(at))
    to_warn = list((_there(at) or _supervisors()).exclude(pk__in=had.values("to")))
    for supervisor in to_warn:
        write_letter(to=supervisor, kind=Letter.Kind.DESK_PLACES, at=at)
    return len(to_warn)


def _supervisors():
    return User.objects.open().with_role(Role.SUPERVISOR).exclude(email="")


def _there(at):
    return _supervisors().exclude(pk__in=Absence.objects.running(at).values("person"))
