"""What `manage.py doctor` says about the desk: without it no promise can be made."""

import datetime

from django.utils import timezone

from campaigns.models import Desk

CONFIRMED_AHEAD = datetime.timedelta(days=183)


def problems():
    """A desk exists, and somebody has confirmed its public holidays half a year ahead."""
    desk = Desk.objects.select_related("calendar").first()
    if desk is None:
        yield "There is no desk: create it with its numbers and hours (docs/operator.md)."
        return
    until = desk.calendar.holidays_confirmed_until
    if until < timezone.localdate() + CONFIRMED_AHEAD:
        yield f"The public holidays of {desk.calendar} are confirmed only until {until:%d.%m.%Y}."
