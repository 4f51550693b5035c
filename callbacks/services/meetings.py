"""A meeting in person: made, moved, cancelled, noted. Nothing here touches the promise to call."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from callbacks.models import FollowUp, Meeting, MeetingStep
from callbacks.rules import FURTHEST_MEETING
from callbacks.services.interview_follow_ups import note_accepted, note_held
from callbacks.services.meeting_doubts import doubts_about
from callbacks.services.meeting_sms import reminder_for, tell
from callbacks.services.moves import lock
from callbacks.states import ClosedReason, State
from julien.core.moments import say_moment
from requests_intake.models import Message

Kind, What = Message.Kind, MeetingStep.What
# Closed for one of these reasons, there is nobody to meet.
NOBODY_TO_MEET = {
    ClosedReason.SPAM,
    ClosedReason.WITHDRAWN,
    ClosedReason.DUPLICATE,
    ClosedReason.ERASED,
}
NOTES = {Meeting.State.HELD: What.HELD, Meeting.State.NO_SHOW: What.NO_SHOW}


class MeetingRefused(Exception):
    """It cannot be had like this: `sentence` says why, `field` of the form where."""

    def __init__(self, sentence, field=None):
        super().__init__(field)
        self.sentence = sentence
        self.field = field


class Doubtful(Exception):
    """Something speaks against it: `doubts`. It can be had by saying so (`despite` their codes)."""

    def __init__(self, doubts):
        super().__init__([doubt.code for doubt in doubts])
        self.doubts = doubts


class MeetingChanged(Exception):
    """It is not any more what the page showed: moved, cancelled or noted meanwhile."""


@transaction.atomic
def book(*, callback_id, kind, wanted, by, at, despite=()):
    """Make an appointment, tell the person by SMS, and take the offer as accepted.

    Raises MeetingRefused (nobody to meet, one is planned, a moment that cannot be) or Doubtful.
    """
    callback = lock(callback_id)
    _require_somebody(callback)
    if planned := callback.meetings.planned().first():
        when = say_moment(planned.starts_at)
        raise MeetingRefused(
            _("Un rendez-vous est déjà prévu : %(when)s. Déplacez-le, ou notez s'il a eu lieu.")
            % {"when": when}
        )
    _check(wanted, at, despite)
    meeting = Meeting(callback=callback, kind=FollowUp.Kind(kind), changed_at=at)
    _put(meeting, wanted, at)
    _write(meeting, What.MADE, by=by, at=at)
    note_accepted(callback=callback, kind=meeting.kind)
    tell(meeting, Kind.MEETING, at=at)
    return meeting


@transaction.atomic
def reschedule(*, meeting_id, sequence, wanted, by, at, despite=()):
    """Move a planned meeting to another moment, place or colleague, and tell the person.

    `sequence` is what the page showed. With nothing different, nothing is written or told.
    Raises MeetingChanged, MeetingRefused or Doubtful.
    """
    meeting = _lock_planned(meeting_id, sequence)
    if _same(meeting, wanted):
        return meeting
    _check(wanted, at, despite, but=meeting.pk)
    told = (meeting.starts_at, meeting.place_id) != (wanted.starts_at, wanted.place.pk)
    meeting.sequence += 1
    meeting.changed_at, meeting.other_time_asked_at = at, None
    _put(meeting, wanted, at)
    _write(meeting, What.MOVED, by=by, at=at)
    if told:
        tell(meeting, Kind.MEETING_NEW, at=at)
    return meeting


@transaction.atomic
def cancel(*, meeting_id, sequence, by, at):
    """Cancel a planned meeting for the team, and tell the person. Raises MeetingChanged."""
    meeting = _lock_planned(meeting_id, sequence)
    _end(meeting, Meeting.State.CANCELLED, What.CANCELLED, by=by, at=at)
    if meeting.starts_at > at:
        tell(meeting, Kind.MEETING_OFF, at=at)
    return meeting


@transaction.atomic
def withdraw_meeting(*, meeting_id, at, by=None):
    """The person will not come: they say so on their page, or to `by`. Nothing is sent.

    Twice is as once. Returns whether anything was still planned.
    """
    meeting = _lock(meeting_id)
    if not meeting.is_planned:
        return False
    _end(meeting, Meeting.State.WITHDRAWN, What.WITHDRAWN, by=by, at=at)
    return True


@transaction.atomic
def ask_other_time(*, meeting_id, at):
    """The person asks for another moment: the meeting stands until somebody moves it."""
    meeting = _lock(meeting_id)
    if not meeting.is_planned or meeting.other_time_asked_at:
        return
    meeting.other_time_asked_at = at
    meeting.save(update_fields=["other_time_asked_at"])
    _write(meeting, What.ASKED, by=None, at=at)


@transaction.atomic
def note(*, meeting_id, sequence, state, by, at):
    """Note what came of a meeting that has begun: HELD or NO_SHOW. The same again changes nothing.

    Raises MeetingChanged, or MeetingRefused before its hour.
    """
    meeting = _lock(meeting_id)
    if meeting.state == state:
        return meeting
    if not meeting.is_planned or meeting.sequence != sequence:
        raise MeetingChanged
    if meeting.starts_at > at:
        raise MeetingRefused(_("Ce rendez-vous n'a pas encore commencé."))
    meeting.state, meeting.remind_at = state, None
    meeting.save(update_fields=["state", "remind_at"])
    _write(meeting, NOTES[state], by=by, at=at)
    held = state == Meeting.State.HELD
    note_held(callback=meeting.callback, kind=meeting.kind, held=held, at=at)
    return meeting


@transaction.atomic
def take_back(*, meeting_id, by, at):
    """Take the note "held" or "no-show" back: it is planned again. Raises MeetingRefused."""
    meeting = _lock(meeting_id)
    if meeting.state not in NOTES:
        return meeting
    meeting.state = Meeting.State.PLANNED
    _save(meeting)
    _write(meeting, What.REOPENED, by=by, at=at)
    note_held(callback=meeting.callback, kind=meeting.kind, held=False, at=at)
    return meeting


def end_meetings_of_withdrawn(*, at):
    """Who withdrew the whole request is not awaited either. Returns how many meetings ended."""
    gone = Meeting.objects.planned().filter(callback__request__withdrawn_at__isnull=False)
    ids = list(gone.values_list("pk", flat=True))
    return sum(withdraw_meeting(meeting_id=pk, at=at) for pk in ids)


def _lock(meeting_id):
    """The callback is locked first, as everywhere; the meeting too, for joining two callbacks
    may just have moved it to another one."""
    lock(Meeting.objects.values_list("callback_id", flat=True).get(pk=meeting_id))
    locked = Meeting.objects.select_for_update(of=("self",))
    return locked.select_related("callback__request", "place").get(pk=meeting_id)


def _lock_planned(meeting_id, sequence):
    meeting = _lock(meeting_id)
    if not meeting.is_planned or meeting.sequence != sequence:
        raise MeetingChanged
    return meeting


def _require_somebody(callback):
    request = callback.request
    gone = request.withdrawn_at or request.restricted_at
    if gone or callback.closed_reason in NOBODY_TO_MEET or callback.state == State.QUARANTINED:
        raise MeetingRefused(_("Pour cette demande, il n'y a personne à rencontrer."))


def _check(wanted, at, despite, but=None):
    if wanted.starts_at <= at:
        raise MeetingRefused(_("Ce moment est passé. Choisissez-en un à venir."), "starts_at")
    if wanted.starts_at > at + FURTHEST_MEETING:
        raise MeetingRefused(_("C'est trop loin : trois mois au plus."), "starts_at")
    others = Meeting.objects.overlapping(wanted.starts_at, wanted.ends_at).exclude(pk=but)
    if other := others.filter(caller=wanted.caller).select_related("callback__request").first():
        raise _taken(other)
    left = tuple(doubt for doubt in doubts_about(wanted) if doubt.code not in despite)
    if left:
        raise Doubtful(left)


def _taken(other=None):
    if other is None:
        return MeetingRefused(
            _("Un autre rendez-vous vient d'être fixé à ce moment. Choisissez-en un autre."),
            "starts_at",
        )
    words = {"when": say_moment(other.starts_at), "ref": other.callback.request.reference}
    taken = _("Un rendez-vous est déjà prévu avec cette personne de l'équipe : %(when)s, %(ref)s.")
    return MeetingRefused(taken % words, "starts_at")


def _same(meeting, wanted):
    now = (meeting.starts_at, meeting.ends_at, meeting.place_id, meeting.caller_id)
    return now == (wanted.starts_at, wanted.ends_at, wanted.place.pk, wanted.caller.pk)


def _put(meeting, wanted, at):
    meeting.starts_at, meeting.ends_at = wanted.starts_at, wanted.ends_at
    meeting.place, meeting.caller = wanted.place, wanted.caller
    meeting.remind_at = reminder_for(wanted.starts_at, at)
    _save(meeting)


def _save(meeting):
    """The database lets nobody be in two places at once, whoever was quicker."""
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError as refused:
        raise _taken() from refused


def _end(meeting, state, what, *, by, at):
    meeting.state, meeting.remind_at, meeting.changed_at = state, None, at
    meeting.sequence += 1
    meeting.save(update_fields=["state", "remind_at", "changed_at", "sequence"])
    _write(meeting, what, by=by, at=at)


def _write(meeting, what, *, by, at):
    MeetingStep.objects.create(
        meeting=meeting,
        what=what,
        by=by,
        at=at,
        starts_at=meeting.starts_at,
        place_id=meeting.place_id,
        caller_id=meeting.caller_id,
    )
