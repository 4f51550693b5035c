"""The orientation interview: opened, saved while people talk, signed, corrected."""

import json

from django.db import transaction

from callbacks.models import Interview, InterviewAmendment
from callbacks.models.interview import HeardOf
from callbacks.rules import Why
from callbacks.services.interview_answers import Answers, read_answers, write_answers
from callbacks.services.interview_follow_ups import follow_meetings
from callbacks.services.interview_places import all_localities, find_place
from callbacks.services.interview_recap import recap_text
from callbacks.services.interview_words import differences, said_anew
from callbacks.services.moves import lock, move
from callbacks.services.news import plan_news
from callbacks.services.profiles import (
    close_profile,
    open_profile,
    read_profile,
    unsaid_of_own,
    write_profile,
)
from callbacks.services.queue import renew
from callbacks.states import ClosedReason, State
from julien.core.roles import Can
from requests_intake.services.opinion import ask_opinion


class InterviewError(Exception):
    """The interview cannot be written now; what was typed has not been lost by it."""


class NotTalking(InterviewError):
    """The person has not been reached yet, or the callback is closed."""


class NotHolder(InterviewError):
    """Somebody else holds the callback."""

    def __init__(self, holder):
        super().__init__()
        self.holder = holder


class AlreadySigned(InterviewError):
    """A signed interview changes only by a correction."""


class Behind(InterviewError):
    """Another tab saved since this one was opened. `stored` is what it saved."""

    def __init__(self, interview, stored):
        super().__init__()
        self.interview = interview
        self.stored = stored


def may_open(user, interview):
    """Only who held the interview, and supervisors: a profile is not for the whole team."""
    return user.pk == interview.caller_id or user.can(Can.SUPERVISE)


@transaction.atomic
def open_interview(*, callback_id, by, at):
    """The draft of this callback's interview, made on first opening. Only for who holds it.

    What the person already told at the door is filled in; who opens a draft left by a colleague
    goes on with it.
    """
    callback = lock(callback_id)
    _check_talking(callback, by)
    interview = Interview.objects.filter(callback=callback).first()
    if interview is None:
        interview = Interview(callback=callback, started_at=at, saved_at=at, caller=by)
        situation = _fill_in(interview, callback.request)
        interview.save()
        write_profile(interview, situation | unsaid_of_own())
    elif interview.caller_id != by.pk:
        interview.caller = by
        interview.save(update_fields=["caller"])
    return interview


@transaction.atomic
def save_interview(*, interview_id, by, revision, answers, at, tab=""):
    """Keep what has been said so far; nothing is mandatory. Returns the interview as saved.

    `revision` is what the tab last saw. If another tab saved since, nothing is written and
    Behind tells what it saved. Saving is activity: it renews the claim.
    """
    callback, interview = _locked(interview_id)
    _check_draft(callback, interview, by)
    _check_not_behind(interview, by, revision, tab)
    _write(interview, answers, tab=tab, at=at)
    renew(callback_id=callback.pk, by=by, at=at)
    return interview


@transaction.atomic
def end_call(*, interview_id, by, at):
    """Note that the phone is down: the wrap-up begins. The first press counts."""
    callback, interview = _locked(interview_id)
    _check_draft(callback, interview, by)
    if interview.call_ended_at is None:
        interview.call_ended_at = at
        interview.save(update_fields=["call_ended_at"])
    return interview


@transaction.atomic
def write_recap(*, interview_id, by, at):
    """Write the recap anew from the record, over what was there. The person's copy is not sent."""
    callback, interview = _locked(interview_id)
    _check_draft(callback, interview, by)
    interview.saved_at = at
    interview.recap = recap_text(interview)
    interview.revision += 1
    interview.save(update_fields=["saved_at", "recap", "revision"])
    return interview


@transaction.atomic
def sign_interview(*, interview_id, by, at):
    """Sign the interview and close its callback as oriented, together or not at all.

    The person is asked by SMS the next day what they thought of it, if they may be written to.
    From here on nobody in the team reads what was said of their situation.

    Signing again changes nothing and gives the same interview. A recap nobody wrote is written
    from the record.
    """
    callback, interview = _locked(interview_id)
    if interview.state == Interview.State.SIGNED and may_open(by, interview):
        return interview
    _check_draft(callback, interview, by)
    interview.state = Interview.State.SIGNED
    interview.signed_at = at
    interview.caller = by
    interview.recap = interview.recap or recap_text(interview)
    interview.save(update_fields=["state", "signed_at", "caller", "recap"])
    close_profile(interview)
    move(
        callback,
        State.CLOSED,
        by=by,
        why=Why.SIGNED,
        at=at,
        closed_reason=ClosedReason.ORIENTED,
    )
    follow_meetings(interview, at=at)
    ask_opinion(request=callback.request, at=at)
    plan_news(interview, at=at)
    return interview


@transaction.atomic
def amend_interview(*, interview_id, by, why, revision, answers, at, tab=""):
    """Correct a signed interview; what was signed stays readable beside it, but for the profile:
    what is said of that anew takes its place unseen.

    Returns the InterviewAmendment, or None when nothing differs. Only who held the interview
    and supervisors may.
    """
    _callback, interview = _locked(interview_id)
    if interview.state != Interview.State.SIGNED:
        raise NotTalking
    if not may_open(by, interview):
        raise NotHolder(interview.caller)
    _check_not_behind(interview, by, revision, tab)
    before = read_answers(interview)
    _write(interview, answers, tab=tab, at=at)
    changes = differences(before, read_answers(interview)) + said_anew(answers)
    if not changes:
        return None
    plan_news(interview, at=at)
    return InterviewAmendment.objects.create(
        interview=interview, by=by, at=at, why=why, changes=json.dumps(changes)
    )


def _locked(interview_id):
    """The callback is locked first, everywhere: every writer of an interview queues up on it."""
    callback = lock(Interview.objects.values_list("callback_id", flat=True).get(pk=interview_id))
    return callback, Interview.objects.get(pk=interview_id)


def _check_draft(callback, interview, by):
    if interview.state == Interview.State.SIGNED:
        raise AlreadySigned
    _check_talking(callback, by)


def _check_talking(callback, by):
    if callback.claimed_by_id not in {None, by.pk}:
        raise NotHolder(callback.claimed_by)
    if callback.state != State.INTERVIEWING:
        raise NotTalking


def _check_not_behind(interview, by, revision, tab):
    own = tab and tab == interview.last_tab
    if revision != interview.revision and not own:
        stored = read_answers(interview, profile=open_profile(interview, by=by))
        raise Behind(interview, stored)


def _write(interview, answers, *, tab, at):
    """Write what differs. Only a change counts as a revision."""
    answers = answers.of_one_piece()
    is_draft = interview.state == Interview.State.DRAFT
    before = read_answers(interview, profile=read_profile(interview) if is_draft else ())
    after = Answers(
        {**before.said, **answers.said}, answers.aids, answers.reasons, answers.follow_ups
    )
    interview.saved_at = at
    if not after.same_as(before):
        write_answers(interview, after, at=at)
        interview.revision += 1
        interview.last_tab = tab
    interview.save()


def _fill_in(interview, request):
    """What the person said when asking to be called need not be asked twice.

    Returns what of it belongs in the profile.
    """
    interview.ongoing_support = request.ongoing_support
    if request.partner_id:
        interview.heard_of = HeardOf.PARTNER
    if not request.postal_code:
        return {}
    commune = find_place(request.postal_code, all_localities()).commune
    return {"place_said": request.postal_code, "commune": commune}
