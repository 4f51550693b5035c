"""Before when someone is called back: pure functions, no clock and no database.

The day of receipt is read in the desk's zone and is not counted (Code of Obligations, art. 77).
"calendar": so many days later; a closed last day moves to the next open day (art. 78).
"working": the so-many-th open day after the receipt. Either way it is due at the closing time of
that day, so the hour of receipt plays no part and a later receipt is never due earlier.
docs/decisions/promise-counts-calendar-days.md says why.

Instants come in with any zone and leave in UTC. An hour of the desk means the first instant at
which its clock shows that hour or a later one: 02:30 is the first 02:30 on the night that has
two, and 03:00 on the night that has none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from campaigns.promise_words import explain

CALENDAR = "calendar"
WORKING = "working"
LONGEST_CLOSURE = 30  # days in a row; after more of them a person must look at the calendar
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


class NoOpenDay(Exception):
    """The desk is closed for more than LONGEST_CLOSURE days in a row: nothing can be promised."""


@dataclass(frozen=True)
class Period:
    """Open from `opens` until just before `closes`, by the clock on the desk's wall."""

    opens: time
    closes: time

    def __post_init__(self):
        if self.opens >= self.closes:
            raise ValueError(f"A period ends after it starts: {self.opens} to {self.closes}.")


@dataclass(frozen=True)
class Calendar:
    """When the desk is open. `week`: the periods of Monday to Sunday; `closed`: day -> reason."""

    zone: ZoneInfo
    week: tuple[tuple[Period, ...], ...]
    closed: Mapping[date, str]

    def __post_init__(self):
        if len(self.week) != 7:
            raise ValueError(f"A week has seven days, not {len(self.week)}.")

    def periods(self, day):
        """What is open on that day, as Periods; none on a closed day."""
        return () if day in self.closed else self.week[day.weekday()]

    def is_open_day(self, day):
        return bool(self.periods(day))


@dataclass(frozen=True)
class Rule:
    """So many days, counted as "calendar" or "working" days."""

    days: int = 3
    unit: str = CALENDAR

    def __post_init__(self):
        if self.days < 1:
            raise ValueError("A promise takes at least one day: the day of receipt is not counted.")
        if self.unit not in {CALENDAR, WORKING}:
            raise ValueError(f"Days are counted as calendar or working, not {self.unit!r}.")


@dataclass(frozen=True)
class Promise:
    """`due_at`: the instant before which the first call is made, in UTC. `explanation`: how that
    day was found, one French sentence of at most 300 characters, made to be stored with it."""

    due_at: datetime
    explanation: str


def promise(received_at, rule, calendar):
    """The Promise for a request received at that instant. Raises NoOpenDay."""
    received = day_of(received_at, calendar)
    if rule.unit == WORKING:
        counted = due = open_days(received + DAY, rule.days, calendar)[-1]
    else:
        counted = received + rule.days * DAY
        due = _open_day_from(counted, calendar)
    return Promise(
        due_at=_instant(due, max(period.closes for period in calendar.periods(due)), calendar.zone),
        explanation=explain(
            received=received, counted=counted, due=due, rule=rule, calendar=calendar
        ),
    )


def is_open(at, calendar):
    """Whether the desk is open at that instant; at closing time it no longer is."""
    day = day_of(at, calendar)
    return any(opens <= at < closes for opens, closes in opening_periods(day, calendar))


def next_opening(at, calendar):
    """`at` itself while the desk is open, else the next instant at which it opens (UTC)."""
    today = day_of(at, calendar)
    for later in range(LONGEST_CLOSURE + 2):
        for opens, closes in opening_periods(today + later * DAY, calendar):
            if at < closes:
                return max(at.astimezone(UTC), opens)
    raise NoOpenDay(f"No opening within {LONGEST_CLOSURE} days after {today}.")


def open_days(start, count, calendar):
    """The first `count` open days, from the date `start` on. Raises NoOpenDay."""
    days = []
    while len(days) < count:
        days.append(_open_day_from(days[-1] + DAY if days else start, calendar))
    return days


def opening_periods(day, calendar):
    """The (opens, closes) instants of a day, in order; periods that overlap or touch are one."""
    spans = []
    for period in sorted(calendar.periods(day), key=lambda period: period.opens):
        opens = _instant(day, period.opens, calendar.zone)
        closes = _instant(day, period.closes, calendar.zone)
        if spans and opens <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(closes, spans[-1][1]))
        elif opens < closes:  # a period inside the hour that a clock change skips is no time at all
            spans.append((opens, closes))
    return spans


def day_of(at, calendar):
    """The date at that instant where the desk is."""
    if at.utcoffset() is None:
        raise ValueError(f"An instant needs its time zone: {at.isoformat()} has none.")
    return at.astimezone(calendar.zone).date()


def _open_day_from(day, calendar):
    for later in range(LONGEST_CLOSURE + 1):
        if calendar.is_open_day(day + later * DAY):
            return day + later * DAY
    raise NoOpenDay(f"No open day from {day} to {day + LONGEST_CLOSURE * DAY}.")


@lru_cache(maxsize=1_024)  # of the days ahead, which everybody asks for
def _instant(day, clock, zone):
    """The first instant of that day at which the zone's clock shows `clock` or later, in UTC."""
    local = datetime.combine(day, clock, zone)
    at = local.astimezone(UTC)
    shown = at.astimezone(zone)
    if shown.replace(tzinfo=None) == local.replace(tzinfo=None):
        return at
    # The clock skips that hour: go to the minute at which it jumps.
    at = local.replace(fold=1, second=0, microsecond=0).astimezone(UTC)
    while at.astimezone(zone).utcoffset() != shown.utcoffset():
        at += MINUTE
    return at
