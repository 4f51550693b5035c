"""Meetings in person in the running demo, after interviews in which one was accepted."""

from datetime import timedelta

from callbacks.models import Interview, Meeting, MeetingPlace
from callbacks.services.meeting_doubts import Wanted
from callbacks.services.meetings import ask_other_time, book, note, withdraw_meeting

# No real address: who takes the software over writes their own.
PLACE = {
    "name": "Salle d'exemple",
    "address": "Adresse d'exemple",
    "access": "Lieu de démonstration : personne n'y attend.",
}
HOUR = timedelta(hours=1)
NEARLY_A_DAY = timedelta(hours=20)
EVERYTHING = {"closed", "outside", "absent", "call"}


def set_meetings(world):
    """One held, one missed, one to note, three to come: asked to be moved, cancelled, and plain."""
    place, _new = MeetingPlace.objects.get_or_create(name=PLACE["name"], defaults=PLACE)
    to_note = world.last_open(world.now - HOUR)
    missed = world.last_open(to_note - NEARLY_A_DAY)
    held = world.last_open(missed - NEARLY_A_DAY)
    plain = world.later(world.now, hours=2)
    asked = world.later(plain + NEARLY_A_DAY)
    cancelled = world.later(asked + NEARLY_A_DAY)
    moments = (held, missed, to_note, plain, asked, cancelled)
    of_late = Interview.objects.exclude(callback__request__campaign=None)
    signed = of_late.filter(state=Interview.State.SIGNED).order_by("signed_at", "pk")
    meetings = [_set(place, *pair) for pair in zip(signed, moments, strict=False)]
    _go_on(meetings, world.now)


def _set(place, interview, starts_at):
    """A little after the interview was signed."""
    starts_at = starts_at.replace(minute=starts_at.minute // 15 * 15, second=0, microsecond=0)
    wanted = Wanted(starts_at=starts_at, length=HOUR, place=place, caller=interview.caller)
    return book(
        callback_id=interview.callback_id,
        kind="consultation",
        wanted=wanted,
        by=interview.caller,
        at=interview.signed_at + timedelta(minutes=5),
        despite=EVERYTHING,
    )


def _go_on(meetings, now):
    held, missed, _to_note, _plain, asked, cancelled = meetings
    for meeting, state in ((held, Meeting.State.HELD), (missed, Meeting.State.NO_SHOW)):
        seen = {"meeting_id": meeting.pk, "sequence": 0, "by": meeting.caller}
        note(**seen, state=state, at=meeting.ends_at)
    ask_other_time(meeting_id=asked.pk, at=now - 2 * HOUR)
    withdraw_meeting(meeting_id=cancelled.pk, at=now - HOUR)
