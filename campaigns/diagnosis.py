"""What `manage.py doctor` says about the desk: without it no promise can be made."""

import datetime

from django.utils import timezone

from campaigns.models import Desk

CONFIRMED_AHEAD = datetime.timedelta(days=183)


def problems():
    """A desk exists, and its public holidays are known half a year ahead."""
    desk = Desk.objects.select_related("calendar").first()
    if desk is None:
        yield "There is no desk: make it with manage.py create_desk SMS_NUMBER VOICE_NUMBER."
        return
    until = desk.calendar.holidays_confirmed_until
    if until < timezone.localdate() + CONFIRMED_AHEAD:
        yield (
            f"The public holidays of {desk.calendar} are known only until {until:%d.%m.%Y}: "
            "run manage.py create_desk again."
        )
