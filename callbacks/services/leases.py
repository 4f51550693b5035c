"""How long somebody has a callback in hand, and who cannot take one."""

from django.db.models import Exists, OuterRef

from callbacks.models import CallAttempt
from callbacks.rules import LEASE
from julien.staff.models import Absence

# Of a callback: a call is running.
CALLING = Exists(CallAttempt.objects.running().filter(callback=OuterRef("pk")))


class Absent(Exception):
    """Is noted absent until `until`: takes nothing before."""

    def __init__(self, until):
        super().__init__()
        self.until = until


def refuse_absent(person, at):
    """Raises Absent when `person` is not there at that instant."""
    if absence := Absence.objects.running(at).filter(person=person).first():
        raise Absent(absence.ends_at)


def lease_end(person, at, hold=LEASE):
    """`hold` after `at`, or the beginning of an absence of `person` before that.

    So a claim of who leaves is free at that very instant, whatever runs or does not.
    """
    until = at + hold
    away = Absence.objects.until(until, at).filter(person=person).first()
    return min(until, away.starts_at) if away else until
