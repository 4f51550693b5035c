"""Calls and what comes of them. The effects of each result are data: callbacks/results.py."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from callbacks.lists import retry_after
from callbacks.models import CallAttempt
from callbacks.results import (
    DAYS_BEFORE_UNREACHABLE,
    EFFECTS,
    ENDS_CONVERSATION,
    PARTS_BEFORE_UNREACHABLE,
    TRIES_BEFORE_UNREACHABLE,
    Result,
)
from callbacks.rules import LAST_WORD_HOLDS, LEASE, Why
from callbacks.services.lateness import is_late, say_why_late
from callbacks.services.moments import why_not
from callbacks.services.moves import lock, move
from callbacks.services.next_try import next_try
from callbacks.services.queue import NotOpen, TakenBy, give_back, lock_mine, renew
from callbacks.services.suiting import spoken_by_others
from callbacks.states import ClosedReason, State
from campaigns.services.offer import offer_at
from julien.core.moments import say_moment
from requests_intake.models import CallbackRequest, Message
from requests_intake.services.messages import write_message
from requests_intake.services.promises import promised
from requests_intake.windows import part_of


class ResultRefused(Exception):
    """The result cannot be noted like this: `sentence` says to the caller what to do."""

    def __init__(self, field, sentence):
        super().__init__(field)
        self.field = field
        self.sentence = sentence


class NotCalling(Exception):
    """The interview goes on: another result needs another call first."""


@transaction.atomic
def start_attempt(*, callback_id, by, at):
    """Write down that `by` dials now. A second press gives the call already running."""
    callback = lock_mine(callback_id, by, at)
    if callback.request.withdrawn_at:
        raise NotOpen
    attempt = callback.attempts.running().first() or _dial(callback, by, at)
    renew(callback_id=callback.pk, by=by, at=at)
    return attempt


def _dial(callback, by, at):
    return CallAttempt.objects.create(callback=callback, caller=by, started_at=at)


@transaction.atomic
def record_result(
    *,
    callback_id,
    by,
    result,
    at,
    note="",
    next_try_at=None,
    submission=None,
    late_reason="",
    language="",
):
    """Write down what came of a call and do all that follows from it, once.

    The same `submission` again changes nothing. Without a running call the call is taken to
    have been made now; in an interview, a result that ends the conversation adds no call.
    Of a call dialled on a record that was closed or taken over meanwhile, the result is kept and
    nothing follows: the next step is the holder's. `late_reason` is kept when the call came after
    the promise, and `language` when that is what was missing.
    Raises ResultRefused, TakenBy, NotOpen or NotCalling; then nothing was written.
    """
    result = Result(result)
    callback = lock(callback_id)
    if submission and callback.attempts.filter(submission=submission).exists():
        return callback
    running = callback.attempts.running().filter(caller=by).first()
    dialled = running or _cut_off(callback, by)
    written = {"result": result, "at": at, "note": note, "submission": submission}
    try:
        callback = lock_mine(callback_id, by, at)
    except (TakenBy, NotOpen):
        if dialled is None:
            raise
        _end(dialled, **written | {"note": _with_moment(note, next_try_at)})
        return callback
    _refuse_what_cannot_be(callback, result, next_try_at, by=by, at=at)
    if callback.state == State.INTERVIEWING and not running:
        if result not in ENDS_CONVERSATION:
            raise NotCalling
    else:
        _end(dialled or _dial(callback, by, at), **written)
        if late_reason and is_late(callback, at):
            say_why_late(callback, late_reason)
    if result == Result.LANGUAGE_BARRIER and language:
        return _to_a_speaker(callback, language, by=by, at=at)
    return _follow(callback, result, by=by, at=at, next_try_at=next_try_at)


def _cut_off(callback, by):
    """The call of `by` that the end of their lease left without a result (end_lease), or None.

    Once they have taken the record again, what they note is of another call.
    """
    calls = callback.attempts.filter(caller=by, result=Result.TECHNICAL_FAILURE, submission=None)
    call = calls.order_by("started_at", "pk").last()
    ended = call and callback.moves.filter(why=Why.LEASE_ENDED, at=call.ended_at).last()
    if not ended:
        return None
    again = Q(given_to=by) | Q(by=by, given_to=None)
    later = callback.moves.filter(again, pk__gt=ended.pk, to=State.CLAIMED)
    return None if later.exists() else call


def _with_moment(note, moment):
    """The note, with what was agreed on the telephone and is not ours to set any more."""
    if moment is None:
        return note
    return "\n".join(filter(None, (note, _("Moment convenu : %s.") % say_moment(moment))))


def _to_a_speaker(callback, language, *, by, at):
    """Back to the list for who speaks it; a supervisor decides when nobody there does."""
    CallbackRequest.objects.filter(pk=callback.request_id).update(language=language)
    step = {"by": by, "why": Result.LANGUAGE_BARRIER, "at": at}
    if language in spoken_by_others(by, at):
        return move(callback, State.QUEUED, **step)
    return move(callback, State.BLOCKED, **step)


def _refuse_what_cannot_be(callback, result, next_try_at, *, by, at):
    if sentence := why_not(result, next_try_at, by=by, at=at):
        raise ResultRefused("next_try_at", sentence)
    if result == Result.VOICEMAIL_LEFT and callback.request.may_voicemail is not True:
        raise ResultRefused(
            "result",
            _(
                "Pas permis : la personne n'a pas accepté de message sur son répondeur. "
                "Notez « Répondeur : pas de message, pas permis »."
            ),
        )


def _end(attempt, *, result, at, note, submission):
    """The effects are copied: a later change of the list does not rewrite the past."""
    effect = EFFECTS[result]
    attempt.result, attempt.note = result, note
    attempt.ended_at = attempt.ended_at or at  # cut off: then, or it would overlap the next call
    attempt.counts, attempt.reached = effect.counts, effect.reached
    attempt.stops_first_clock = effect.first_try
    attempt.submission = submission
    attempt.save()


def _follow(callback, result, *, by, at, next_try_at):
    """Move the callback where the result says."""
    effect = EFFECTS[result]
    step = {"by": by, "why": result, "at": at}
    if effect.then == callback.state or _goes_on_talking(callback, result):
        renew(callback_id=callback.pk, by=by, at=at)
        return callback
    if effect.then == State.INTERVIEWING:
        return move(callback, State.INTERVIEWING, **step, lease_until=at + LEASE)
    if effect.then == State.CLOSED:
        return move(callback, State.CLOSED, **step, closed_reason=effect.closed_reason)
    if callback.request.withdrawn_at:
        step["why"] = Why.WITHDRAWN
        return move(callback, State.CLOSED, **step, closed_reason=ClosedReason.WITHDRAWN)
    if effect.then == State.QUEUED:
        return give_back(callback, **step)
    if effect.then == State.WAITING:
        return _try_again(callback, result, step, next_try_at)
    return move(callback, effect.then, **step, visible_from=next_try_at)


def _goes_on_talking(callback, result):
    """Wanting to call back during an interview, then not doing it, changes nothing."""
    return callback.state == State.INTERVIEWING and result == Result.NOT_DIALLED


def _try_again(callback, result, step, next_try_at):
    """Plan the next try, or close when enough were made; tell the person either way."""
    effect, at, tried = EFFECTS[result], step["at"], _counted_tries(callback)
    if effect.counts and is_spread_enough(tried):
        if effect.message:
            _tell(callback, Message.Kind.UNREACHABLE, at, useless_after=at + LAST_WORD_HOLDS)
        step["why"] = Why.SPREAD_USED
        return move(callback, State.CLOSED, **step, closed_reason=ClosedReason.UNREACHABLE)
    when = next_try_at or propose(callback, result, at, tried)
    if effect.message:
        _tell(callback, effect.message, at, useless_after=when, next_try_at=when)
    return move(callback, State.WAITING, **step, visible_from=when)


def _counted_tries(callback):
    return list(callback.attempts.counted().values_list("started_at", flat=True))


def is_spread_enough(tried):
    """Whether these tries may end in "unreachable": enough, on enough days and parts of the day."""
    days = {timezone.localdate(at) for at in tried}
    parts = {part_of(at) for at in tried}
    return (
        len(tried) >= TRIES_BEFORE_UNREACHABLE
        and len(days) >= DAYS_BEFORE_UNREACHABLE
        and len(parts) >= PARTS_BEFORE_UNREACHABLE
    )


def propose(callback, result, at, tried):
    """The next try for this callback, by the hours of the desk and the wishes of the person."""
    offer = offer_at(at)
    return next_try(
        at=at,
        retry_after=retry_after(result),
        other_part=EFFECTS[result].other_part,
        hours=offer.hours,
        within=promised(offer, at).due_at,
        windows=callback.request.windows,
        days=callback.request.days,
        tried=tried,
    )


def foresee(callback, *, at):
    """What a call without an answer would lead to now: the next try, or None for the end."""
    tried = [*_counted_tries(callback), at]
    if is_spread_enough(tried):
        return None
    return propose(callback, Result.NO_ANSWER, at, tried)


def _tell(callback, kind, at, *, useless_after, **context):
    write_message(
        request=callback.request,
        kind=Message.Kind(kind),
        useless_after=useless_after,
        at=at,
        context=context,
    )
