"""When to call again. Pure: it receives the time and the hours, and asks nobody."""

from datetime import datetime, timedelta

from campaigns.promise import opening_periods
from requests_intake.windows import PARTS, day_code, part_of

LOOK_AHEAD_DAYS = 31
# A try proposed a few minutes before closing is not made.
BEFORE_CLOSING = timedelta(minutes=15)
STEP_MINUTES = 5
# After so many tries all at the same part of the day, the wish has been tested: try another.
TRIES_AT_ONE_PART = 2


def next_try(*, at, retry_after, other_part, hours, windows, tried, within, days=()):
    """The instant to propose after a call that reached nobody.

    `within`: when a promise made now would end. A wish that comes later is no reason to leave
    somebody waiting longer than a first call may take.

    Always inside opening hours. A quick retry (`other_part` False: busy, line cut) is the first
    open moment. Otherwise at another part of the day than the last try and inside the person's
    wishes, parts of the day (`windows`) and days of the week (`days`) alike; where both cannot be
    had, on another day inside the wishes, until those have been tested enough; then as near to
    them as can be: another part of a wished day, else a wished part of another day, else any
    other part. `tried`: the counted tries, the last one included.
    """
    earliest = at + retry_after
    moments = list(_moments(earliest, hours))
    last = max(tried, default=at)
    wishes = _wishes(last, windows, days, tried, within, hours.zone) if other_part else []
    for fits in [*wishes, lambda moment: True]:
        for moment in moments:
            if fits(moment):
                return moment
    return earliest


def _wishes(last, windows, days, tried, within, zone):
    """What a good moment is, best first."""

    def soon(moment):
        return moment <= within

    def other_part(moment):
        return part_of(moment) != part_of(last)

    def on_day(moment):
        return soon(moment) and (not days or day_code(moment) in days)

    def at_part(moment):
        return soon(moment) and (not windows or part_of(moment) in windows)

    def other_day(moment):
        return moment.astimezone(zone).date() != last.astimezone(zone).date()

    yield lambda moment: other_part(moment) and on_day(moment) and at_part(moment)
    tested = len(tried) >= TRIES_AT_ONE_PART and len({part_of(one) for one in tried}) == 1
    if not tested:
        yield lambda moment: other_day(moment) and on_day(moment) and at_part(moment)
    yield lambda moment: other_part(moment) and on_day(moment)
    if windows and not tested:
        yield lambda moment: other_day(moment) and at_part(moment)
    yield other_part


def _moments(earliest, hours):
    """The first callable moment of each part of each opening period, in order."""
    first_day = earliest.astimezone(hours.zone).date()
    for day in (first_day + timedelta(days=n) for n in range(LOOK_AHEAD_DAYS)):
        for opens, closes in opening_periods(day, hours):
            for starts, ends in PARTS.values():
                start = max(opens, datetime.combine(day, starts, hours.zone), _rounded(earliest))
                end = min(closes, datetime.combine(day, ends, hours.zone))
                if start + BEFORE_CLOSING <= end:
                    yield start


def _rounded(at):
    """Up to the next five minutes: a time one can say."""
    whole = at.replace(second=0, microsecond=0)
    over = whole.minute % STEP_MINUTES
    if whole == at and not over:
        return at
    return whole + timedelta(minutes=STEP_MINUTES - over)
