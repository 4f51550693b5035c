"""Absences of the team."""

from datetime import timedelta

from callbacks.services.absences import enter_absence
from tests.make.callbacks import NOW


def away(person, starts_at=NOW, ends_at=None, *, now=NOW, by=None):
    """An absence of a day unless an end is given, noted by the person unless by somebody else."""
    return enter_absence(
        person=person,
        starts_at=starts_at,
        ends_at=ends_at or starts_at + timedelta(days=1),
        by=by or person,
        at=now,
    )
