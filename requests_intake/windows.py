"""Broad parts of the day, and days of the week, in which a person can be called.

The hours of the parts are written here only. Empty wishes mean that any will do.
"""

from dataclasses import replace
from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from campaigns.promise import day_of, opening_periods

PARTS = {
    "morning": (time(8, 30), time(12, 0)),
    "noon": (time(12, 0), time(13, 30)),
    "afternoon": (time(13, 30), time(17, 30)),
    "evening": (time(17, 30), time(20, 0)),
}

# As datetime.date.weekday().
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def day_code(at):
    """The day of the week of an instant, where the desk is."""
    return DAYS[timezone.localdate(at).weekday()]


def part_of(at):
    """The part of the day an instant falls in. Early and late hours belong to the nearest part."""
    local = timezone.localtime(at).time()
    for code, (_starts, ends) in PARTS.items():
        if local < ends:
            return code
    return "evening"


def later_parts(at):
    """The parts of the day that are still to begin."""
    local = timezone.localtime(at).time()
    return tuple(code for code, (starts, _ends) in PARTS.items() if starts > local)


def running_parts(at):
    """The parts of the day an instant is truly in: none at night."""
    return tuple(code for code in PARTS if is_within(at, [code]))


def is_within(at, windows):
    """Whether an instant truly falls in one of these parts; the night is in none."""
    local = timezone.localtime(at).time()
    return any(PARTS[code][0] <= local < PARTS[code][1] for code in windows)


def wished_in(part, day):
    """Q on what has a `request`: its wishes, if it has any, hold this part and day of the week."""
    parts = Q(request__windows=[]) | Q(request__windows__contains=[part])
    return parts & (Q(request__days=[]) | Q(request__days__contains=[day]))


def slots(calendar, since, until):
    """Each (date, part) between two instants in which the desk is open, in their order.

    `calendar` is a campaigns.promise.Calendar, with its closed days. A part that has begun counts
    until it ends.
    """
    day, last = day_of(since, calendar), day_of(until, calendar)
    while day <= last:
        spans = opening_periods(day, calendar)
        for code, (starts, ends) in PARTS.items():
            first = max(since, datetime.combine(day, starts, calendar.zone))
            end = min(until, datetime.combine(day, ends, calendar.zone))
            if any(max(first, opens) < min(end, closes) for opens, closes in spans):
                yield day, code
        day += timedelta(days=1)


def open_days(calendar):
    """The days of the week on which the desk is open, in their order.

    `calendar` is a campaigns.promise.Calendar, without its holidays.
    """
    return [day for day, periods in zip(DAYS, calendar.week, strict=True) if periods]


def usual_slots(calendar, since):
    """As slots(), for the week after an instant, as if no day of it were closed."""
    week = replace(calendar, closed={})
    return slots(week, since, since + timedelta(days=7))
