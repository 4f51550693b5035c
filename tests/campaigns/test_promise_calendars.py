"""Opening calendars as rows: the Jura's own, and what holds in years nobody has reviewed."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction

from campaigns.models import ClosedDay, OpeningCalendar
from campaigns.promise import Period, Rule, promise
from campaigns.services.calendars import create_jura_calendar, hours_of, jura_hours
from tests.campaigns.jura import HOLIDAYS, WORKDAY, local, shown
from tests.make.campaigns import make_calendar, make_campaign, make_desk

pytestmark = pytest.mark.django_db


def due(received, hours):
    return shown(promise(local(received), Rule(), hours).due_at)


def test_the_calendar_of_the_jura_has_its_hours_and_holidays():
    row = create_jura_calendar(years=[2024, 2025, 2026])

    assert (row.name, row.version, row.time_zone) == ("Jura", 1, "Europe/Zurich")
    assert row.holidays_confirmed_until == date(2026, 12, 31)
    assert list(row.periods.values_list("weekday", "opens_at", "closes_at")) == [
        (weekday, *clocks)
        for weekday in range(5)
        for clocks in [(time(8, 30), time(12)), (time(13, 30), time(17, 30))]
    ]
    assert dict(row.closed_days.values_list("day", "name")) == {
        day: name for day, name in HOLIDAYS.items() if day.year < 2027
    }
    assert set(row.closed_days.values_list("kind", flat=True)) == {"holiday"}


def test_years_are_filled_from_the_first_to_the_last():
    row = create_jura_calendar(years=[2026, 2024])
    assert {day.year for day in row.closed_days.values_list("day", flat=True)} == {2024, 2025, 2026}


def test_called_again_it_is_the_same_row():
    row = create_jura_calendar(years=range(2025, 2027))
    assert create_jura_calendar(years=[2025]) == row
    assert create_jura_calendar(years=[2026, 2025]) == row
    assert OpeningCalendar.objects.count() == 1


def test_more_years_make_the_next_version_and_keep_what_people_changed():
    old = create_jura_calendar(years=[2025])
    old.closed_days.filter(day=date(2025, 6, 23)).delete()
    ClosedDay.objects.create(
        calendar=old, day=date(2026, 12, 24), name="Veille de Noël", kind="one_off"
    )
    old.periods.filter(weekday=4, opens_at=time(13, 30)).delete()

    new = create_jura_calendar(years=[2026])

    assert (new.name, new.version) == ("Jura", 2)
    assert new.holidays_confirmed_until == date(2026, 12, 31)
    closed = dict(new.closed_days.values_list("day", "name"))
    assert date(2025, 6, 23) not in closed
    assert closed[date(2026, 12, 24)] == "Veille de Noël"
    assert closed[date(2026, 6, 23)] == "Commémoration du plébiscite"
    assert new.periods.filter(weekday=4).count() == 1
    assert old.periods.count() == 9
    assert not old.closed_days.filter(day=date(2026, 6, 23)).exists()
    assert create_jura_calendar(years=[2025, 2026]) == new


def test_a_one_off_closing_on_a_coming_holiday_stays_as_it_is():
    old = create_jura_calendar(years=[2025])
    ClosedDay.objects.create(calendar=old, day=date(2026, 1, 2), name="Pont", kind="one_off")
    new = create_jura_calendar(years=[2026])
    assert new.closed_days.get(day=date(2026, 1, 2)).name == "Pont"


def test_hours_are_read_from_the_rows_in_two_queries(django_assert_num_queries):
    row = make_calendar(
        week=(WORKDAY, (), (), (), (), (Period(time(9), time(12)),), ()),
        closed={date(2024, 6, 15): "Déménagement"},
    )
    with django_assert_num_queries(2):
        hours = hours_of(row)

    assert hours.zone.key == "Europe/Zurich"
    assert hours.week == (WORKDAY, (), (), (), (), (Period(time(9), time(12)),), ())
    assert hours.closed[date(2024, 6, 15)] == "Déménagement"
    assert date(2024, 6, 14) not in hours.closed
    assert date(2024, 6, 17) not in hours.closed


def test_prefetched_rows_are_not_read_again(django_assert_num_queries):
    make_calendar()
    row = OpeningCalendar.objects.prefetch_related("periods", "closed_days").get()
    with django_assert_num_queries(0):
        hours_of(row)


def test_the_rows_of_a_calendar_can_be_listed():
    hours = hours_of(make_calendar(holidays=HOLIDAYS))
    assert dict(hours.closed) == HOLIDAYS
    assert len(hours.closed) == len(HOLIDAYS)


@pytest.mark.parametrize(
    ("received", "promised"),
    [
        pytest.param("2024-05-17T10:00", "2024-05-21T17:30+02:00", id="a year before its rows"),
        pytest.param("2026-05-22T10:00", "2026-05-26T17:30+02:00", id="a reviewed year"),
        pytest.param("2026-12-22T10:00", "2026-12-28T17:30+01:00", id="after the last review"),
        pytest.param("2026-12-31T10:00", "2027-01-04T17:30+01:00", id="into the next year"),
        pytest.param("2031-04-08T10:00", "2031-04-15T17:30+02:00", id="Easter 2031"),
        pytest.param("2099-12-22T10:00", "2099-12-28T17:30+01:00", id="far away"),
    ],
)
def test_no_promise_falls_on_a_holiday_nobody_has_reviewed(received, promised):
    row = make_calendar(
        holidays={day: name for day, name in HOLIDAYS.items() if day < date(2026, 12, 1)},
        holidays_confirmed_until=date(2026, 11, 30),
    )
    row.closed_days.filter(day__year__lt=2026).delete()
    assert due(received, hours_of(row)) == promised


def test_in_a_reviewed_year_the_person_is_right():
    """The desk works on 23 June 2026: the row was struck out, and is not put back."""
    holidays = {day: name for day, name in HOLIDAYS.items() if day != date(2026, 6, 23)}
    row = make_calendar(holidays=holidays, holidays_confirmed_until=date(2026, 12, 31))
    assert due("2026-06-20T10:00", hours_of(row)) == "2026-06-23T17:30+02:00"


def test_two_feasts_on_one_day_are_both_named():
    assert jura_hours().closed[date(2008, 5, 1)] == "Ascension et Fête du Travail"


@pytest.mark.parametrize("make", [make_desk, make_campaign])
def test_a_promise_of_no_days_is_refused_by_the_database(make):
    with pytest.raises(IntegrityError, match="at_least_a_day"), transaction.atomic():
        make(promise_days=0)
