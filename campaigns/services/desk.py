"""The one desk: its numbers and its hours."""

from django.db import transaction

from campaigns.models import Desk
from campaigns.services.terms import forget


def set_desk(*, sms_number, voice_number, calendar):
    """Create the desk, or give it these numbers and this calendar; its promise stays as it is."""
    desk, _is_new = Desk.objects.update_or_create(
        pk=1,
        defaults={
            "sms_number": sms_number,
            "voice_number": voice_number,
            "calendar": calendar,
        },
    )
    return desk


@transaction.atomic
def set_places(**places):
    """{"morning_places": 6, …}: how many calls fit in each part of a day; None is no limit.

    It holds for what is offered from now on. A place that was given is never taken back.
    """
    Desk.objects.update(**places)
    transaction.on_commit(forget)
