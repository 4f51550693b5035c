"""What was offered after the call: whether it took place."""

from django.db import transaction

from callbacks.models import FollowUp, Interview, Meeting


@transaction.atomic
def mark_held(*, follow_up_id, at):
    """Note that an accepted offer took place. A second press changes nothing."""
    accepted = FollowUp.objects.filter(pk=follow_up_id, state=FollowUp.State.ACCEPTED)
    return bool(accepted.update(state=FollowUp.State.HELD, held_at=at))


@transaction.atomic
def mark_not_held(*, follow_up_id):
    """Take the note back: it is accepted, and still to come."""
    held = FollowUp.objects.filter(pk=follow_up_id, state=FollowUp.State.HELD)
    return bool(held.update(state=FollowUp.State.ACCEPTED, held_at=None))


def note_accepted(*, callback, kind):
    """A meeting is set: the person accepted the offer, whatever the signed sheet said before.

    While the sheet is a draft it alone says what was offered; signing it reads the meetings.
    """
    signed = Interview.objects.filter(callback=callback, state=Interview.State.SIGNED).first()
    if signed is None:
        return
    accepted = {"state": FollowUp.State.ACCEPTED}
    offer, _new = FollowUp.objects.get_or_create(interview=signed, kind=kind, defaults=accepted)
    if offer.state == FollowUp.State.OFFERED:
        FollowUp.objects.filter(pk=offer.pk).update(**accepted)


def note_held(*, callback, kind, held, at):
    """What came of the meeting is what came of the offer."""
    offer = FollowUp.objects.filter(
        interview__callback=callback, interview__state=Interview.State.SIGNED, kind=kind
    ).first()
    if offer and held:
        mark_held(follow_up_id=offer.pk, at=at)
    elif offer:
        mark_not_held(follow_up_id=offer.pk)


def follow_meetings(interview, *, at):
    """The offers of a sheet just signed, as the meetings set before it was signed have them."""
    for meeting in interview.callback.meetings.order_by("pk"):
        if not meeting.is_cancelled:
            note_accepted(callback=interview.callback, kind=meeting.kind)
        if meeting.state == Meeting.State.HELD:
            note_held(callback=interview.callback, kind=meeting.kind, held=True, at=at)
