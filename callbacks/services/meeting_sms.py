"""SMS about a meeting in person: fixed, moved, cancelled, and the day before.

Each is a Message row of the intake: it goes to whom we may text, in their language, without our
name where that is not safe. The reminder is a column of the meeting until its hour: a sweep finds
it after a day without a worker, and two sweeps at once write one.
"""

from datetime import datetime, timedelta

from django.db import transaction

from callbacks.models import Meeting
from callbacks.rules import REMIND_AT, TEXTS_FROM, TEXTS_UNTIL
from callbacks.services.moves import lock
from campaigns.services.offer import offer_at
from requests_intake.models import Message
from requests_intake.services.messages import write_message

A_DAY = timedelta(days=1)
Kind = Message.Kind
KINDS = (Kind.MEETING, Kind.MEETING_NEW, Kind.MEETING_SOON, Kind.MEETING_OFF)


def reminder_for(starts_at, at):
    """When to remind of a meeting set at `at`: the day before. None when that hour is past."""
    zone = offer_at(at).hours.zone
    day = starts_at.astimezone(zone).date() - A_DAY
    remind_at = datetime.combine(day, REMIND_AT, zone)
    return remind_at if remind_at > at else None


def tell(meeting, kind, *, at):
    """Write one SMS about `meeting`, to leave at a decent hour. Returns the Message, or None.

    What was written before and has not left yet is not true any more: it does not leave.
    """
    offer = offer_at(at)
    request = meeting.callback.request
    waiting = request.messages.filter(kind__in=KINDS, state=Message.State.QUEUED)
    waiting.update(state=Message.State.USELESS, state_since=at)
    first = request.contacts.get(is_first=True)
    return write_message(
        request=request,
        kind=kind,
        at=at,
        not_before=decent(at, offer.hours.zone),
        useless_after=meeting.starts_at,
        context={
            "meeting_at": meeting.starts_at,
            "place": meeting.place.name,
            "voice_number": offer.voice_number,
            "token": first.token,
        },
    )


def decent(at, zone):
    """`at` itself, or the next instant at which an SMS wakes nobody."""
    local = at.astimezone(zone)
    if TEXTS_FROM <= local.time() < TEXTS_UNTIL:
        return at
    day = local.date() if local.time() < TEXTS_FROM else local.date() + A_DAY
    return datetime.combine(day, TEXTS_FROM, zone)


def remind(*, at, limit=100):
    """Write the reminders that are due. Returns how many. May run twice, or a day late."""
    ids = list(Meeting.objects.to_remind(at).values_list("pk", flat=True)[:limit])
    return sum(_remind(meeting_id, at) for meeting_id in ids)


@transaction.atomic
def _remind(meeting_id, at):
    lock(Meeting.objects.values_list("callback_id", flat=True).get(pk=meeting_id))
    due = Meeting.objects.to_remind(at).filter(pk=meeting_id)
    meeting = due.select_related("callback__request", "place").first()
    if meeting is None:
        return False
    Meeting.objects.filter(pk=meeting_id).update(remind_at=None)
    return tell(meeting, Kind.MEETING_SOON, at=at) is not None
