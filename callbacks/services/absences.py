"""Somebody will not be there: noted, and what they hold is free when it begins."""

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Least

from callbacks.models import Callback
from callbacks.rules import Why
from callbacks.services.leases import CALLING
from callbacks.services.queue import give_back
from callbacks.states import State
from julien.core.roles import Can
from julien.staff.models import Absence, User


class Overlaps(Exception):
    """Part of that time is noted already, as `absence`."""

    def __init__(self, absence):
        super().__init__()
        self.absence = absence


class NotTheirs(Exception):
    """Only oneself, or a supervisor, says that somebody is away."""


@transaction.atomic
def enter_absence(*, person, starts_at, ends_at, by, at):
    """Note that `person` is away. What they hold goes back to the queue when it begins.

    Not a call that is running, nor an interview: those end as always. Raises Overlaps, NotTheirs.
    """
    _require_right(person, by)
    # Two entries for one person wait for each other here.
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    if other := Absence.objects.until(ends_at, starts_at).filter(person=person).first():
        raise Overlaps(other)
    absence = Absence.objects.create(
        person=person, starts_at=starts_at, ends_at=ends_at, entered_by=by, entered_at=at
    )
    theirs = _idle_claims([person.pk]).order_by("pk").select_for_update(of=("self",))
    ids = [callback.pk for callback in theirs]
    Callback.objects.filter(pk__in=ids).update(
        lease_until=Least(F("lease_until"), Value(starts_at))
    )
    free_absent(at=at)
    return absence


@transaction.atomic
def end_absence(*, absence_id, by, at):
    """Back earlier than noted, or not away after all. Raises Absence.DoesNotExist, NotTheirs."""
    absence = Absence.objects.select_for_update(of=("self",)).get(pk=absence_id)
    _require_right(absence.person, by)
    if absence.starts_at >= at:
        absence.delete()
    elif absence.ends_at > at:
        absence.ends_at = at
        absence.save(update_fields=["ends_at"])


def _require_right(person, by):
    if person.pk != by.pk and not by.can(Can.SUPERVISE):
        raise NotTheirs


def _idle_claims(people):
    """What these people hold without a call running. They may be ids or a query of ids."""
    return Callback.objects.filter(state=State.CLAIMED, claimed_by__in=people).exclude(CALLING)


@transaction.atomic
def free_absent(*, at):
    """Write down that what absent people held is in the queue again. Returns how many.

    The lease had ended by itself when the absence began: others could take it without this.
    """
    away = Absence.objects.running(at).values("person")
    left = list(_idle_claims(away).select_for_update(of=("self",), skip_locked=True))
    for callback in left:
        give_back(callback, by=None, why=Why.ABSENT, at=at)
    return len(left)
