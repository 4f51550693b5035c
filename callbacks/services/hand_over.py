"""Giving a callback to a colleague, a team or a partner organisation, and its answer."""

from django.db import transaction
from django.utils.translation import gettext as _

from callbacks.models import HandOver
from callbacks.rules import ALARM_BEFORE, PARTNER_ANSWERS_WITHIN, Why
from callbacks.services.assigning import held_until
from callbacks.services.interviews import may_open
from callbacks.services.leases import refuse_absent
from callbacks.services.moves import lock, move
from callbacks.services.queue import CallRunning, NotOpen, TakenBy, give_back, lock_held
from callbacks.states import ClosedReason, State
from julien.core.roles import Can


class HandOverRefused(Exception):
    """It cannot be given like this: `sentence` says what to do, `field` where."""

    def __init__(self, field, sentence):
        super().__init__(field)
        self.field = field
        self.sentence = sentence


class AnsweredAlready(Exception):
    """Answered, expired, or taken back by the team: `stands` says which."""

    def __init__(self, stands):
        super().__init__(stands)
        self.stands = stands


@transaction.atomic
def hand_to_colleague(*, callback_id, by, colleague, reason, at, words=""):
    """Put what `by` holds into the hands of a colleague, until the next opening and a little more.

    If they do not touch it by then it is back in the list. Returns the HandOver. Raises
    HandOverRefused, Absent (of the colleague), TakenBy, NotOpen or CallRunning.
    """
    callback = _lock_idle(callback_id, by)
    if colleague.pk == by.pk or not colleague.can(Can.WORK_QUEUE):
        raise HandOverRefused("to", _("Choisissez quelqu'un d'autre, qui peut appeler."))
    refuse_absent(colleague, at)
    until = held_until(at)
    give_back(callback, by=by, why=Why.HANDED_OVER, at=at)
    hands = {"claimed_by": colleague, "claimed_at": at, "lease_until": until}
    move(
        callback,
        State.CLAIMED,
        by=by,
        why=Why.HANDED_OVER,
        at=at,
        given_to=colleague,
        **hands,
    )
    return _write(callback, by, reason, at, words, colleague=colleague, until=until)


@transaction.atomic
def hand_to_team(*, callback_id, by, team, reason, at, words=""):
    """Give what `by` holds to a team: only its members get it by "take the next", for a while.

    Anybody may still take it by hand, and the promise is stronger: see suiting().
    """
    callback = _lock_idle(callback_id, by)
    until = held_until(at)
    give_back(callback, by=by, why=Why.HANDED_OVER, at=at)
    callback.for_team, callback.for_team_until = team, until
    callback.save(update_fields=["for_team", "for_team_until"])
    return _write(callback, by, reason, at, words, team=team, until=until)


@transaction.atomic
def hand_to_partner(*, callback_id, by, partner, consent, reason, at, words=""):
    """Give a partner organisation what the person agreed to, and wait for its answer.

    What is open waits meanwhile, and is back in the list by itself when no answer came; a first
    call that was promised comes before that. After an interview only the answer is awaited.
    Raises HandOverRefused, TakenBy, NotOpen or CallRunning.
    """
    if consent not in HandOver.Consent.values:
        raise HandOverRefused("consent", _("Demandez son accord à la personne, et notez-le."))
    callback = lock(callback_id)
    until = at + PARTNER_ANSWERS_WITHIN
    if callback.state == State.CLOSED:
        _require_after_interview(callback, by)
    else:
        callback = _lock_idle(callback_id, by)
        until = _before_promise(callback, until, at)
        move(callback, State.WAITING, by=by, why=Why.HANDED_OVER, at=at, visible_from=until)
    if callback.hand_overs.waiting(at).exists():
        raise HandOverRefused("to", _("Une organisation doit déjà répondre pour cette demande."))
    given = {"partner": partner, "consent": consent, "until": until}
    return _write(callback, by, reason, at, words, **given)


def _lock_idle(callback_id, by):
    callback = lock_held(callback_id, by)
    if callback.request.closed_at:
        raise NotOpen
    if callback.attempts.running().exists():
        raise CallRunning
    return callback


def _require_after_interview(callback, by):
    if callback.closed_reason != ClosedReason.ORIENTED:
        raise NotOpen
    interview = getattr(callback, "interview", None)
    if interview is None or not may_open(by, interview):
        raise TakenBy(interview and interview.caller)


def _before_promise(callback, until, at):
    """A promise without a call yet is not left to others until it is broken, nor is a new date.

    Where that is about to happen, or has, they have as long as a colleague would.
    """
    if callback.attempts.filter(stops_first_clock=True).exists():
        return until
    last_moment = callback.request.expected_by - ALARM_BEFORE
    return min(until, last_moment if last_moment > at else held_until(at))


def _write(callback, by, reason, at, words, **given):
    return HandOver.objects.create(
        callback=callback, by=by, at=at, reason=reason, words=words, **given
    )


@transaction.atomic
def answer(*, hand_over_id, by, at, accepts, words=""):
    """Note what the organisation of `by` says. Accepting closes the callback as given to it.

    Raises HandOver.DoesNotExist when it was not given to that organisation, AnsweredAlready.
    The same answer again changes nothing.
    """
    given = HandOver.objects.filter(partner__members__user=by).get(pk=hand_over_id)
    callback = lock(given.callback_id)
    given = HandOver.objects.select_for_update(of=("self",)).get(pk=hand_over_id)
    said = HandOver.Answer.ACCEPTED if accepts else HandOver.Answer.REFUSED
    if given.answer == said:
        return given
    given.callback = callback
    if not given.is_with_partner(at):
        raise AnsweredAlready(given.stands(at) or HandOver.Answer.TAKEN_BACK)
    given.answer, given.answered_by, given.answered_at = said, by, at
    given.answer_words = words
    given.save(update_fields=["answer", "answered_by", "answered_at", "answer_words"])
    if callback.state == State.WAITING:
        _follow(callback, accepts, by, at)
    return given


def _follow(callback, accepts, by, at):
    if accepts:
        referred = {"why": Why.PARTNER_ACCEPTED, "closed_reason": ClosedReason.REFERRED}
        move(callback, State.CLOSED, by=by, at=at, **referred)
    else:
        move(callback, State.QUEUED, by=by, at=at, why=Why.PARTNER_REFUSED)
