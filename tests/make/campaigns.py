"""What is offered: calendars, the desk, campaigns, partners. Valid and boring unless said."""

from datetime import date, timedelta
from itertools import count

from campaigns.models import (
    Campaign,
    ClosedDay,
    Desk,
    OpeningCalendar,
    OpeningPeriod,
    Partner,
)
from campaigns.services.calendars import JURA_WEEK, JURA_ZONE

SMS_NUMBER = "+41795550100"
VOICE_NUMBER = "+41325550100"

_number = count(1)


def make_calendar(*, week=JURA_WEEK, closed=None, holidays=None, **fields):
    """The Jura's hours. `week`: seven tuples of promise.Period; `closed`: one-off closings, day ->
    reason; `holidays`: the reviewed ones, day -> name (without them they are computed)."""
    fields.setdefault("name", f"Calendrier {next(_number)}")
    fields.setdefault("version", 1)
    fields.setdefault("time_zone", JURA_ZONE)
    fields.setdefault("holidays_confirmed_until", date(2030, 12, 31))
    calendar = OpeningCalendar.objects.create(**fields)
    OpeningPeriod.objects.bulk_create(
        OpeningPeriod(
            calendar=calendar, weekday=weekday, opens_at=period.opens, closes_at=period.closes
        )
        for weekday, periods in enumerate(week)
        for period in periods
    )
    for kind, days in ((ClosedDay.Kind.ONE_OFF, closed), (ClosedDay.Kind.HOLIDAY, holidays)):
        ClosedDay.objects.bulk_create(
            ClosedDay(calendar=calendar, day=day, name=name, kind=kind)
            for day, name in (days or {}).items()
        )
    return calendar


def make_desk(**fields):
    """The one desk. Called again it is the same row, changed by `fields`."""
    desk = Desk.objects.filter(pk=1).first()
    if desk is None:
        fields.setdefault("sms_number", SMS_NUMBER)
        fields.setdefault("voice_number", VOICE_NUMBER)
        if "calendar" not in fields:
            fields["calendar"] = make_calendar()
        return Desk.objects.create(pk=1, **fields)
    for name, value in fields.items():
        setattr(desk, name, value)
    desk.save()
    return desk


def make_campaign(**fields):
    """A campaign of a month (May 2026), on the desk's terms."""
    number = next(_number)
    fields.setdefault("slug", f"campagne-{number}")
    fields.setdefault("name", f"Campagne {number}")
    starts_on = fields.setdefault("starts_on", date(2026, 5, 1))
    fields.setdefault("ends_on", starts_on + timedelta(days=30))
    return Campaign.objects.create(**fields)


def make_partner(**fields):
    """An association with a code for its flyers."""
    number = next(_number)
    fields.setdefault("code", f"partenaire{number}")
    fields.setdefault("name", f"Association {number}")
    fields.setdefault("kind", Partner.Kind.ASSOCIATION)
    return Partner.objects.create(**fields)
