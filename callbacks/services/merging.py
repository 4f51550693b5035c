"""Joining two requests of one person, taking them apart again, and splitting a family's phone."""

from django.db import transaction

from callbacks.models import CallAttempt, HandOver, Interview, Meeting, Merge
from callbacks.rules import LEASE, Why
from callbacks.services.fill import catch_up
from callbacks.services.leases import lease_end
from callbacks.services.moves import IllegalMove, lock, move, take_back
from callbacks.services.queue import CallRunning, NotOpen, TakenBy, give_back
from callbacks.states import HELD, ClosedReason, State
from requests_intake.models import Contact
from requests_intake.services.merging import (
    NotSplittable,
    join_requests,
    part_requests,
    split_contact,
)
from requests_intake.services.places import give_places


class MergeRefused(Exception):
    """The two cannot be joined, or not be taken apart; `code` says why."""

    TWO_INTERVIEWS = "two_interviews"
    TWO_MEETINGS = "two_meetings"
    SIGNED = "signed"
    TOO_LATE = "too_late"
    SAME = "same"  # one and the same callback
    CHAIN = "chain"  # what was kept has been joined to a third since

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@transaction.atomic
def merge(*, callback_id, other_id, by, at, number_of=None):
    """Join two open callbacks of one person. Returns the Merge.

    The one promised first is kept, with its promise; the other is closed as a duplicate and gives
    it its contacts, messages, calls, interview and meetings. A moment agreed with the person
    goes along.
    `number_of`: the id of the one whose number is right, when they differ.
    Raises NotOpen, TakenBy, CallRunning, IllegalMove or MergeRefused; then nothing was changed.
    """
    kept, duplicate = _both(callback_id, other_id)
    for one in (kept, duplicate):
        _require_free(one, by, at)
    if duplicate.state == State.CLAIMED and duplicate.visible_from:
        give_back(duplicate, by=by, why=Why.MERGED, at=at)
    take_number = number_of == duplicate.pk and (
        kept.request.phone_lookup != duplicate.request.phone_lookup
    )
    done = Merge(
        callback=kept,
        duplicate=duplicate,
        by=by,
        at=at,
        was=duplicate.state,
        appointed_for=duplicate.visible_from if duplicate.state == State.APPOINTED else None,
        number_before=kept.request.phone if take_number else "",
    )
    taken = _take_over(kept, duplicate)
    closed = {"why": Why.MERGED, "closed_reason": ClosedReason.DUPLICATE}
    move(duplicate, State.CLOSED, by=by, at=at, **closed)
    done.moved = taken | join_requests(
        kept=kept.request, duplicate=duplicate.request, at=at, take_number=take_number
    )
    done.save()
    _go_on(kept, done, by=by, at=at)
    if kept.state in HELD:
        take_back(kept, by=by, at=at)  # what the duplicate had been given to
    return done


def _both(one_id, other_id):
    """(kept, duplicate), locked in the order of their ids; kept is the one promised first."""
    if one_id == other_id:
        raise MergeRefused(MergeRefused.SAME)
    locked = [lock(callback_id) for callback_id in sorted((one_id, other_id))]
    return sorted(locked, key=lambda callback: (callback.due_at, callback.pk))


def _require_free(callback, by, at):
    if callback.state == State.CLOSED or callback.request.closed_at:
        raise NotOpen
    if callback.state == State.QUARANTINED:
        raise IllegalMove(callback.state, State.CLOSED)
    if callback.is_held(at) and callback.claimed_by_id != by.pk:
        raise TakenBy(callback.claimed_by)
    if callback.attempts.running().exists():
        raise CallRunning


def _take_over(kept, duplicate):
    """Calls, interview and meetings of the duplicate. Returns which rows were moved."""
    interview = Interview.objects.filter(callback=duplicate).first()
    if interview and Interview.objects.filter(callback=kept).exists():
        raise MergeRefused(MergeRefused.TWO_INTERVIEWS)
    if all(one.meetings.planned().exists() for one in (kept, duplicate)):
        raise MergeRefused(MergeRefused.TWO_MEETINGS)
    calls = list(duplicate.attempts.values_list("pk", flat=True))
    duplicate.attempts.update(callback=kept)
    if interview:
        Interview.objects.filter(pk=interview.pk).update(callback=kept)
    handed = list(duplicate.hand_overs.values_list("pk", flat=True))
    duplicate.hand_overs.update(callback=kept)
    met = list(duplicate.meetings.values_list("pk", flat=True))
    duplicate.meetings.update(callback=kept)
    interview_id = interview and interview.pk
    return {"attempts": calls, "interview": interview_id, "hand_overs": handed, "meetings": met}


def _go_on(kept, done, *, by, at):
    """Where the kept one stands now: in the same hands, or at the moment agreed, or not blocked."""
    step = {"by": by, "why": Why.MERGED_IN, "at": at}
    if done.was in HELD and kept.state not in HELD:
        if kept.state == State.BLOCKED:
            move(kept, State.QUEUED, **step)
        claim = {"claimed_by": by, "claimed_at": at, "lease_until": lease_end(by, at)}
        move(kept, State.CLAIMED, **step, **claim)
    if done.was == State.INTERVIEWING and kept.state == State.CLAIMED:
        move(kept, State.INTERVIEWING, **step, lease_until=at + LEASE)
    elif done.appointed_for and kept.state not in {State.APPOINTED, State.INTERVIEWING}:
        move(kept, State.APPOINTED, **step, visible_from=done.appointed_for)
    elif kept.state == State.BLOCKED and done.was != State.BLOCKED:
        move(kept, State.QUEUED, **step)


@transaction.atomic
def undo_merge(*, merge_id, by, at):
    """Take two apart again, each with what it had; what came since stays with the kept one.

    Raises MergeRefused (too late, or its interview is signed), NumberHasRequest or CallRunning;
    then nothing was changed. A second press changes nothing.
    """
    done = Merge.objects.select_for_update(of=("self",)).get(pk=merge_id)
    if done.undone_at is not None:
        return done
    pair = {pk: lock(pk) for pk in sorted((done.callback_id, done.duplicate_id))}
    kept, duplicate = pair[done.callback_id], pair[done.duplicate_id]
    _require_undoable(done, kept, at)
    part_requests(
        kept=kept.request,
        duplicate=duplicate.request,
        moved=done.moved,
        number_before=done.number_before,
        at=at,
    )
    give_places([duplicate.request_id], at=at)
    _give_back(done, kept, duplicate)
    _reopen(duplicate, done, by=by, at=at)
    if kept.state == State.APPOINTED and kept.visible_from == done.appointed_for:
        move(kept, State.QUEUED, by=by, why=Why.PARTED, at=at)
    done.undone_at, done.undone_by, done.number_before = at, by, ""
    done.save(update_fields=["undone_at", "undone_by", "number_before"])
    return done


def _require_undoable(done, kept, at):
    if at > done.undo_until():
        raise MergeRefused(MergeRefused.TOO_LATE)
    if kept.request.merged_into_id is not None:
        raise MergeRefused(MergeRefused.CHAIN)
    signed = Interview.objects.filter(
        pk=done.moved["interview"], callback=kept, state=Interview.State.SIGNED
    )
    if signed.exists():
        raise MergeRefused(MergeRefused.SIGNED)
    if kept.attempts.running().filter(pk__in=done.moved["attempts"]).exists():
        raise CallRunning


def _give_back(done, kept, duplicate):
    calls = CallAttempt.objects.filter(pk__in=done.moved["attempts"], callback=kept)
    calls.update(callback=duplicate)
    handed = HandOver.objects.filter(pk__in=done.moved.get("hand_overs", []), callback=kept)
    handed.update(callback=duplicate)
    met = Meeting.objects.filter(pk__in=done.moved.get("meetings", []), callback=kept)
    met.update(callback=duplicate)
    Interview.objects.filter(pk=done.moved["interview"], callback=kept).update(callback=duplicate)


def _reopen(duplicate, done, *, by, at):
    """To the state it had, as far as it can be had: what was held or waited is to be called."""
    to = done.was if done.was in {State.APPOINTED, State.BLOCKED} else State.QUEUED
    step = {"by": by, "why": Why.PARTED, "at": at}
    moment = {"visible_from": done.appointed_for} if to == State.APPOINTED else {}
    return move(duplicate, to, **step, **moment)


@transaction.atomic
def split(*, callback_id, contact_id, by, at):
    """One contact of this callback is another person on the same phone: call them too.

    Returns the new request; it is in the queue with a promise counted from that contact.
    Raises NotSplittable, NotOpen or TakenBy.
    """
    callback = lock(callback_id)
    if callback.state == State.CLOSED or callback.request.closed_at:
        raise NotOpen
    if callback.is_held(at) and callback.claimed_by_id != by.pk:
        raise TakenBy(callback.claimed_by)
    if not Contact.objects.filter(pk=contact_id, request=callback.request_id).exists():
        raise NotSplittable
    apart = split_contact(contact_id=contact_id)
    catch_up(at=at)
    return apart
