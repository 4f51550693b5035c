"""What `manage.py doctor` says about the desk (without it no promise can be made) and amounts."""

import datetime

from django.utils import timezone

from campaigns.editing.amounts.register import asking, unknown_names
from campaigns.models import Aid, Desk, Link

LINKS_CHECKED_WITHIN = datetime.timedelta(days=2)
CONFIRMED_AHEAD = datetime.timedelta(days=183)


def problems():
    """The desk and what editors must not forget."""
    yield from desk_problems()
    yield from amount_problems()
    yield from link_problems()


def amount_problems():
    """No amount is over or about to be without another to follow, and no text names one that
    is not there."""
    for line in asking(today=timezone.localdate()):
        last = f"{line.spoken.valid_to:%d.%m.%Y}" if line.spoken else ""
        said = f"holds until {last} and no other value follows" if last else "has no value"
        yield f"The amount {line.amount.name} {said}: /redaction/montants/{line.amount.name}/."
    for name in unknown_names() if Aid.objects.exists() else ():
        yield f"Texts or rules use an amount {name!r} that does not exist: /redaction/montants/."


def link_problems():
    """The round of the links has passed: without it nobody hears of a page that is gone."""
    oldest = timezone.now() - LINKS_CHECKED_WITHIN
    late = Link.objects.due(oldest).count()
    if late:
        yield f"{late} links wait for their check since two days: do the worker and beat run?"


def ends_soon(confirmed_until):
    """Whether holidays are confirmed for less than CONFIRMED_AHEAD: a supervisor should act."""
    return confirmed_until < timezone.localdate() + CONFIRMED_AHEAD


def desk_problems():
    """A desk exists, and its public holidays are known half a year ahead."""
    desk = Desk.objects.select_related("calendar").first()
    if desk is None:
        yield "There is no desk: make it with manage.py create_desk SMS_NUMBER VOICE_NUMBER."
        return
    until = desk.calendar.holidays_confirmed_until
    if ends_soon(until):
        yield (
            f"The public holidays of {desk.calendar} are known only until {until:%d.%m.%Y}: "
            "a supervisor confirms more years on the page of opening hours."
        )
