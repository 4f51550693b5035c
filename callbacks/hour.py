"""An instant as the rules of the queue see it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import DateTimeField
from django.utils import timezone

from julien.core.kept_sql import Given
from requests_intake.windows import day_code, later_parts, part_of, running_parts


@dataclass(frozen=True)
class Hour:
    """`now`, the ends of its day and of the next, and what shapes a question: the part of the day
    (at night the nearest), the day of the week, the parts that run and those still to begin."""

    now: datetime
    tonight: datetime
    tomorrow: datetime
    part: str
    day: str
    running: tuple
    later: tuple

    @property
    def instants(self):
        """What a statement kept for any_hour() of this shape must be given."""
        return {name: getattr(self, name) for name in INSTANTS}

    @property
    def shape(self):
        return self.part, self.day, self.running, self.later


INSTANTS = ("now", "tonight", "tomorrow")


def hour_of(now):
    """The Hour of an instant; of an Hour, itself."""
    if isinstance(now, Hour):
        return now
    tonight = end_of_day(now)
    shape = part_of(now), day_code(now), running_parts(now), later_parts(now)
    return Hour(now, tonight, end_of_day(tonight), *shape)


def any_hour(shape):
    """An Hour of this shape whose instants are told when the statement is run."""
    return Hour(*(Given(name, DateTimeField()) for name in INSTANTS), *shape)


def start_of_day(now):
    """Midnight at the start of the desk's day."""
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def end_of_day(now):
    """Midnight at the end of the desk's day."""
    return start_of_day(now) + timedelta(days=1)
