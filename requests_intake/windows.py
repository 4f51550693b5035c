"""Broad parts of the day in which a person can be called. Their hours are written here only."""

from datetime import time

from django.utils import timezone

PARTS = {
    "morning": (time(8, 30), time(12, 0)),
    "noon": (time(12, 0), time(13, 30)),
    "afternoon": (time(13, 30), time(17, 30)),
    "evening": (time(17, 30), time(20, 0)),
}


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
    return [code for code, (starts, _ends) in PARTS.items() if starts > local]


def is_within(at, windows):
    """Whether an instant truly falls in one of these parts; the night is in none."""
    local = timezone.localtime(at).time()
    return any(PARTS[code][0] <= local < PARTS[code][1] for code in windows)


def offered(calendar):
    """The parts in which the desk is open on at least one weekday, in the order of the day.

    `calendar` is a campaigns.promise.Calendar. A part in which nobody ever works is not offered.
    """
    periods = [period for day in calendar.week for period in day]
    return [
        code
        for code, (starts, ends) in PARTS.items()
        if any(period.opens < ends and period.closes > starts for period in periods)
    ]
