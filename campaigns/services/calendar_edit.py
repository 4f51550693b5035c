"""Editing the opening calendar: a draft is judged, then becomes the next version."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from campaigns.models import Campaign, ClosedDay, Desk, OpeningCalendar, OpeningPeriod
from campaigns.promise import Calendar, NoOpenDay, Period, open_days
from campaigns.services.calendars import ClosedDays, jura_holidays

# Who plans a year ahead wants to see the next one and the one after.
YEARS_AHEAD = 2


class Changed(Exception):
    """Somebody else made a new version since this draft was begun."""


@dataclass(frozen=True)
class Closing:
    """A day on which the desk is closed. kind: a ClosedDay.Kind."""

    day: date
    name: str
    kind: str


@dataclass(frozen=True)
class Draft:
    """A calendar as somebody wants it. `confirmed`: the years whose holidays were looked at."""

    week: tuple[tuple[Period, ...], ...]
    closings: tuple[Closing, ...]
    confirmed: frozenset[int]

    @property
    def confirmed_until(self):
        """The end of the last year confirmed without a gap after the first."""
        year = min(self.confirmed)
        while year + 1 in self.confirmed:
            year += 1
        return date(year, 12, 31)


def draft_of(row):
    """The Draft that says what this OpeningCalendar says."""
    week = [[] for _weekday in range(7)]
    for period in row.periods.all():
        week[period.weekday].append(Period(period.opens_at, period.closes_at))
    closings = tuple(
        Closing(one.day, one.name, one.kind) for one in row.closed_days.order_by("day")
    )
    return Draft(
        week=tuple(map(tuple, week)),
        closings=closings,
        confirmed=frozenset(
            one.day.year
            for one in closings
            if one.kind == ClosedDay.Kind.HOLIDAY and one.day <= row.holidays_confirmed_until
        ),
    )


def hours_of_draft(draft, zone):
    """What campaigns.promise counts with, were the draft in force."""
    return Calendar(
        zone=ZoneInfo(zone),
        week=draft.week,
        closed=ClosedDays(
            {one.day: one.name for one in draft.closings},
            reviewed_years=draft.confirmed,
            confirmed_until=draft.confirmed_until if draft.confirmed else date.min,
        ),
    )


def first_gap(draft, zone, today):
    """The day from which the desk would be closed for more than 30 days, within two years; None."""
    hours = hours_of_draft(draft, zone)
    day = today
    try:
        while day < today + timedelta(days=2 * 365):
            day = open_days(day + timedelta(days=1), 1, hours)[0]
    except NoOpenDay:
        return day + timedelta(days=1)
    return None


def proposed(draft, today):
    """{year: [(day, name, closed)]}: the canton's holidays of this year and the next ones.

    `closed` is what the draft says for a confirmed year, and True for a proposal.
    """
    known = {one.day for one in draft.closings if one.kind == ClosedDay.Kind.HOLIDAY}
    return {
        year: [
            (day, name, day in known or year not in draft.confirmed)
            for day, name in jura_holidays(year).items()
        ]
        for year in range(today.year, today.year + YEARS_AHEAD + 1)
    }


@transaction.atomic
def publish(*, draft, base, at):
    """Make the next version of `base`, and point the desk and the campaigns that use it there.

    Requests keep the version their promise was made by. Raises Changed when `base` is not the
    latest version any more; then nothing was written.
    """
    versions = OpeningCalendar.objects.select_for_update(of=("self",)).filter(name=base.name)
    if max(row.version for row in versions) != base.version:
        raise Changed
    row = OpeningCalendar.objects.create(
        name=base.name,
        version=base.version + 1,
        time_zone=base.time_zone,
        holidays_confirmed_until=draft.confirmed_until,
        created_at=at,
    )
    OpeningPeriod.objects.bulk_create(
        OpeningPeriod(calendar=row, weekday=weekday, opens_at=one.opens, closes_at=one.closes)
        for weekday, periods in enumerate(draft.week)
        for one in periods
    )
    ClosedDay.objects.bulk_create(
        ClosedDay(calendar=row, day=one.day, name=one.name, kind=one.kind) for one in draft.closings
    )
    Desk.objects.filter(calendar__name=base.name).update(calendar=row)
    Campaign.objects.filter(calendar__name=base.name).update(calendar=row)
    return row
