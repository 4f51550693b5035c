"""What weeks add up to: counts and hours that stay right when people are erased.

A tally is {kind: {what: how many}}. The tally of some people and that of others add up to the
tally of all, medians included, for hours are kept as "how many in how many whole hours". So what
is left of the erased in a week (WeekTally) and the people of today make the same figures as all
of them before. Pure: no database, no clock.
"""

from collections import Counter
from datetime import date, datetime, timedelta

ENDS = ("kept", "missed", "pending", "withdrawn")


def new_tally():
    return {
        "ends": Counter(),  # kept, missed, withdrawn: how the promise ended
        "untried": Counter(),  # due instant → requests without a try, neither withdrawn in time
        "first_try": Counter(),  # whole hours → requests
        "reached": Counter(),
        "seconds": Counter(),  # stage of the work → seconds
        "lengths": Counter(),  # stage → how many lengths were measured
        "unmeasured": Counter(),  # stage → how many were not
    }


def add(tally, other):
    """Add `other` to `tally`, which changes. `other` may come from JSON."""
    for kind, counts in other.items():
        tally[kind].update(counts)
    return tally


def total_of(tallies):
    """One tally of all of these."""
    total = new_tally()
    for tally in tallies:
        add(total, tally)
    return total


def promise_of(tally, at):
    """{end: requests}, seen at that instant, in the order of ENDS. They add up to all requests."""
    over = sum(n for due, n in tally["untried"].items() if datetime.fromisoformat(due) < at)
    ends = tally["ends"]
    return {
        "kept": ends["kept"],
        "missed": ends["missed"] + over,
        "pending": sum(tally["untried"].values()) - over,
        "withdrawn": ends["withdrawn"],
    }


def hours_at(counts, percent):
    """The least whole number of hours within which `percent` of 100 are; None of nobody."""
    cases = sum(counts.values())
    needed = -(-cases * percent // 100)
    reached = 0
    for hours in sorted(counts, key=int):
        reached += counts[hours]
        if reached >= needed:
            return int(hours)
    return None


def first_day_of_week(day, *, year_ends):
    """The Monday of its ISO week; with `year_ends`, no earlier than the first of its year."""
    monday = day - timedelta(days=day.weekday())
    return max(monday, date(day.year, 1, 1)) if year_ends else monday


def month_of_week(first_day, *, year_ends):
    """The first of the month a week counts in: that of its Thursday, as the ISO year does."""
    thursday = first_day - timedelta(days=first_day.weekday() - 3)
    if year_ends and thursday.year != first_day.year:
        thursday = date(first_day.year, 12, 31) if thursday > first_day else first_day
    return thursday.replace(day=1)
