"""What a figure is. Each app counts its own rows in its figures.collect(scope)."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Aggregate, FloatField
from django.utils import timezone

from campaigns.models import Campaign

# Changes whenever a population or a way of counting changes: two reports of the same version
# over the same days say the same (docs/analyst.md).
DEFINITIONS_VERSION = "2026-11-b"


class Kind(models.TextChoices):
    """How a value is read: a count, a count among its denominator, or an average of cases."""

    COUNT = "count"
    SHARE = "share"
    HOURS = "hours"
    MINUTES = "minutes"
    FRANCS = "francs"


OF_CASES = frozenset({Kind.HOURS, Kind.MINUTES, Kind.FRANCS})


@dataclass(frozen=True)
class Scope:
    """Which requests: those of a campaign (None: of no campaign), received from first to last.

    `at` is the instant the report speaks of: it decides which promises are still running.
    """

    campaign: Campaign | None
    first: date
    last: date
    at: datetime = field(default_factory=timezone.now)
    zone: str = settings.TIME_ZONE

    def instants(self):
        """[from, to) as instants: midnight of the first day to midnight after the last."""
        zone = ZoneInfo(self.zone)
        after = self.last + timedelta(days=1)
        return (
            datetime.combine(self.first, time.min, zone),
            datetime.combine(after, time.min, zone),
        )


@dataclass(frozen=True)
class Measure:
    """One counted thing, before suppression.

    population: whom it counts, in a sentence, shown next to the figure.
    group: the measures of one group are the parts of one whole (a request has one channel).
    nested: those of the group contain one another instead, in order (offered, accepted, held).
    within: the code of the measure whose parts these are (why promises were missed, of those
    missed): where that one is hidden, so are they and their sum.
    contains: the code of a measure all of which is in this one (persons reached, of whom some
    had an interview): where their difference is small, this one is hidden.
    crosses: two lists of codes; it counts who is in both (women, and living alone).
    For a kind OF_CASES the denominator is the number of cases; it is not shown with it.
    """

    code: str
    label: str
    value: int | float | None  # None: nobody knows, or a median of nobody
    denominator: int | None = None
    group: str = ""
    kind: str = Kind.COUNT
    population: str = ""
    nested: bool = False
    within: str = ""
    contains: str = ""
    crosses: tuple[tuple[str, ...], ...] = ()


class Percentile(Aggregate):
    """PostgreSQL's percentile_cont, over a number of seconds; NULL over nothing."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression, *, share, **extra):
        super().__init__(expression, share=float(share), **extra)


def in_hours(seconds):
    """Hours with one decimal, or None."""
    return None if seconds is None else round(seconds / 3600, 1)
