"""Opening calendars: from rows to what campaigns.promise counts with, and the Jura's own.

A version of a calendar is never changed, for requests remember the version that made their
promise: whoever edits hours or closings makes the next version.

Public holidays are rows that a person reviews, never a feed. Years that nobody has reviewed yet
are not open by default: there the holidays of the canton are computed (`holidays` package, CH-JU),
so that no promise ever falls on one because a list ran out.
"""

from collections.abc import Mapping
from datetime import date, time
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from django.db import transaction

from campaigns.models import ClosedDay, OpeningCalendar, OpeningPeriod
from campaigns.promise import Calendar, Period

JURA_ZONE = "Europe/Zurich"
JURA_DAY = (Period(time(8, 30), time(12)), Period(time(13, 30), time(17, 30)))
JURA_WEEK = (JURA_DAY,) * 5 + ((),) * 2


class ClosedDays(Mapping):
    """Day -> reason, for any date.

    A year is reviewed when the calendar has a holiday in it, until `confirmed_until`: there only
    the rows count, for a person may have struck out a holiday on which the desk works. On other
    days the rows and the computed holidays count. Iterating gives the rows.
    """

    def __init__(self, rows, reviewed_years=frozenset(), confirmed_until=date.min):
        self._rows = dict(rows)
        self._reviewed_years = reviewed_years
        self._confirmed_until = confirmed_until

    def __getitem__(self, day):
        if day in self._rows or self.is_reviewed(day):
            return self._rows[day]
        return jura_holidays(day.year)[day]

    def __iter__(self):
        return iter(self._rows)

    def __len__(self):
        return len(self._rows)

    def is_reviewed(self, day):
        return day <= self._confirmed_until and day.year in self._reviewed_years


@lru_cache(maxsize=200)
def jura_holidays(year):
    """The public holidays of the canton in that year: day -> French name."""
    found = holidays.country_holidays("CH", subdiv="JU", years=year, language="fr")
    return {day: " et ".join(found.get_list(day)) for day in sorted(found)}


def jura_hours():
    """The usual hours of the Jura without any row, for an installation not yet set up."""
    return Calendar(zone=ZoneInfo(JURA_ZONE), week=JURA_WEEK, closed=ClosedDays({}))


def hours_of(row):
    """What campaigns.promise reads of an OpeningCalendar. Two queries, none if prefetched."""
    return hours_from(row, row.periods.all(), list(row.closed_days.all()))


def hours_from(row, periods, closed):
    """The same of its OpeningPeriods, in their order, and its ClosedDays."""
    week = [[] for _weekday in range(7)]
    for period in periods:
        week[period.weekday].append(Period(period.opens_at, period.closes_at))
    return Calendar(
        zone=ZoneInfo(row.time_zone),
        week=tuple(tuple(periods) for periods in week),
        closed=ClosedDays(
            {closing.day: closing.name for closing in closed},
            reviewed_years=_holiday_years(closed),
            confirmed_until=row.holidays_confirmed_until,
        ),
    )


@transaction.atomic
def create_jura_calendar(*, name="Jura", years):
    """The calendar of that name with the holidays of all `years`, from the first to the last.

    Promise: called again it gives the same row. When years are missing it makes the next version,
    with the hours and closings as they are now and the holidays of the missing years; whoever uses
    the calendar is then pointed to the new version.
    """
    first, last = min(years), max(years)
    wanted = set(range(first, last + 1))
    latest = OpeningCalendar.objects.filter(name=name).order_by("-version").first()
    if latest is None:
        row = OpeningCalendar.objects.create(
            name=name,
            version=1,
            time_zone=JURA_ZONE,
            holidays_confirmed_until=date(last, 12, 31),
        )
        _add_week(row)
        _add_holidays(row, wanted)
        return row
    missing = wanted - _holiday_years(latest.closed_days.all())
    if not missing:
        return latest
    row = OpeningCalendar.objects.create(
        name=name,
        version=latest.version + 1,
        time_zone=latest.time_zone,
        holidays_confirmed_until=max(latest.holidays_confirmed_until, date(last, 12, 31)),
    )
    _copy(latest.periods.all(), OpeningPeriod, row)
    _copy(latest.closed_days.all(), ClosedDay, row)
    _add_holidays(row, missing)
    return row


def _holiday_years(closed_days):
    return frozenset(
        closing.day.year for closing in closed_days if closing.kind == ClosedDay.Kind.HOLIDAY
    )


def _add_week(row):
    OpeningPeriod.objects.bulk_create(
        OpeningPeriod(calendar=row, weekday=weekday, opens_at=period.opens, closes_at=period.closes)
        for weekday, periods in enumerate(JURA_WEEK)
        for period in periods
    )


def _add_holidays(row, years):
    """Propose the holidays of `years`; a one-off closing already on such a day stays."""
    ClosedDay.objects.bulk_create(
        (
            ClosedDay(calendar=row, day=day, name=name, kind=ClosedDay.Kind.HOLIDAY)
            for year in sorted(years)
            for day, name in jura_holidays(year).items()
        ),
        ignore_conflicts=True,
    )


def _copy(children, model, row):
    for child in children:
        child.pk = None
        child.calendar = row
    model.objects.bulk_create(children)
