"""What people do at the desk and around it, at random: the acts of random_desk.

Each is done through the services, at the true time of the clock; being refused is all right.
"""

import random
import time
from collections import Counter
from datetime import timedelta

from django.utils import timezone

from callbacks.models import Callback, HandOver, Meeting, MeetingPlace, Merge, PartnerMember
from callbacks.services.attempts import (
    NotCalling,
    ResultRefused,
    record_result,
    start_attempt,
)
from callbacks.services.hand_over import (
    AnsweredAlready,
    HandOverRefused,
    answer,
    hand_to_colleague,
    hand_to_partner,
)
from callbacks.services.interviews import InterviewError, open_interview, sign_interview
from callbacks.services.meeting_doubts import Wanted
from callbacks.services.meetings import (
    MeetingChanged,
    MeetingRefused,
    book,
    cancel,
    note,
    reschedule,
    withdraw_meeting,
)
from callbacks.services.merging import MergeRefused, merge, undo_merge
from callbacks.services.moves import IllegalMove
from callbacks.services.queue import CallRunning, NotOpen, TakenBy, release, take_next
from callbacks.states import HELD, State
from campaigns.promise import next_opening
from campaigns.services.offer import offer_at
from julien.core.phone import read_phone
from julien.staff.models import User
from requests_intake.models import CallbackRequest, Message
from requests_intake.services.numbers import NumberHasRequest
from requests_intake.services.receive import receive
from requests_intake.services.sending import deliver
from requests_intake.services.sms_in import take_in_sms

CALLERS = 30
REFUSALS = (
    *(AnsweredAlready, CallRunning, HandOverRefused, IllegalMove, InterviewError, MeetingChanged),
    *(MeetingRefused, MergeRefused, NotCalling, NotOpen, NumberHasRequest, ResultRefused, TakenBy),
)
RESULTS = ["no_answer", "busy", "reached", "dropped", "wrong_person", "declined", "not_dialled"]
RESULTS += ["call_later", "not_safe_now"]
WORDS = ["merci", "plutôt le soir", "annuler", "STOP", "START", "je n'ai plus rien à manger"]
DESPITE = {"closed", "outside", "absent", "call"}


def ask(dice):
    number = f"+4179{dice.randrange(5550000, 5559999):07d}"
    receive(channel="phone", phone=read_phone(number), received_at=timezone.now())


def work(seconds, seed):
    """One process: random acts of random callers. Returns how often each was done."""
    dice, done, end = random.Random(seed), Counter(), time.monotonic() + seconds
    callers = list(User.objects.filter(username__startswith="hasard").order_by("pk"))
    desk = {_take: 3, _call: 8, _talk: 2, _hand_on: 1, _join: 2, _part: 1}
    outside = {_ask_again: 1, _text: 2, _send: 1, _to_partner: 2, _partner_answers: 2}
    meetings = {_meet: 2, _meet_another_time: 1, _do_not_meet: 1, _have_met: 1}
    acts = desk | outside | meetings
    while time.monotonic() < end:
        [act] = dice.choices(list(acts), acts.values())
        try:
            did = act(dice, dice.choice(callers))
            done[act.__name__.strip("_")] += 1
            done["sms left"] += did if act is _send else 0
        except REFUSALS as refused:
            done[f"refused: {type(refused).__name__}"] += 1
    return done


def _take(dice, caller):
    take_next(by=caller, at=timezone.now())


def _held(dice, caller, **how):
    """Something this caller has in hand, or a colleague who then acts instead: (what, who)."""
    held = Callback.objects.open().filter(state__in=HELD, **how).order_by("?")
    callback = held.filter(claimed_by=caller).first() or _one_of(held)
    return callback, callback.claimed_by


def _call(dice, caller):
    callback, caller = _held(dice, caller)
    if dice.random() < 0.1:
        release(callback_id=callback.pk, by=caller, at=timezone.now(), why="no_time")
        return
    start_attempt(callback_id=callback.pk, by=caller, at=timezone.now())
    how = {"callback_id": callback.pk, "by": caller, "result": dice.choice(RESULTS)}
    if how["result"] in {"call_later", "not_safe_now"}:
        how["next_try_at"] = _moment(dice)
    record_result(at=timezone.now(), **how)


def _moment(dice):
    """A quarter of an hour in the week to come in which the desk is open."""
    day = timezone.now() + timedelta(days=dice.randrange(1, 8))
    return next_opening(day, offer_at(day).hours) + dice.randrange(12) * timedelta(minutes=15)


def _hand_on(dice, caller):
    callback, caller = _held(dice, caller)
    colleague = User.objects.get(username=f"hasard{dice.randrange(CALLERS)}")
    how = {"callback_id": callback.pk, "by": caller, "reason": "subject"}
    hand_to_colleague(colleague=colleague, at=timezone.now(), **how)


def _join(dice, caller):
    one, other = Callback.objects.open().order_by("?").values_list("pk", flat=True)[:2]
    merge(callback_id=one, other_id=other, by=caller, at=timezone.now())


def _part(dice, caller):
    if done := Merge.objects.standing().order_by("?").first():
        undo_merge(merge_id=done.pk, by=caller, at=timezone.now())


def _ask_again(dice, caller):
    ask(dice)


def _text(dice, caller):
    """Somebody who asked, or nobody we know, writes; now and then the operator delivers twice."""
    known = CallbackRequest.objects.exclude(phone_lookup="").order_by("?").first()
    sms = {"from_number": known.phone, "body": dice.choice(WORDS), "at": timezone.now()}
    number = f"SM{dice.getrandbits(64):x}"
    for _delivery in range(dice.choice([1, 1, 2])):
        take_in_sms(message_sid=number, **sms)


def _send(dice, caller):
    """The oldest that wait, of which other processes take the same. Returns how many left."""
    now = timezone.now()
    oldest = list(Message.objects.to_send(now).values_list("pk", flat=True)[:5])
    return sum(deliver(message_id=pk, at=now) == Message.State.SENT for pk in oldest)


def _to_partner(dice, caller):
    callback, caller = _held(dice, caller)
    partner = dice.choice(list(PartnerMember.objects.all())).partner
    how = {"callback_id": callback.pk, "by": caller, "reason": "asked", "consent": "by_phone"}
    hand_to_partner(partner=partner, at=timezone.now(), **how)


def _partner_answers(dice, caller):
    member = dice.choice(list(PartnerMember.objects.select_related("user")))
    waiting = _one_of(HandOver.objects.seen_by(member.user, timezone.now()).order_by("?"))
    how = {"hand_over_id": waiting.pk, "by": member.user, "accepts": dice.random() < 0.5}
    answer(at=timezone.now(), **how)


def _talk(dice, caller):
    """The interview of somebody reached; half of them are signed at once."""
    callback, caller = _held(dice, caller, state=State.INTERVIEWING)
    interview = open_interview(callback_id=callback.pk, by=caller, at=timezone.now())
    if dice.random() < 0.5:
        sign_interview(interview_id=interview.pk, by=caller, at=timezone.now())


def _meet(dice, caller):
    """Somebody is met in person: one whose interview was signed, or any other."""
    anybody = Callback.objects.open().order_by("?")
    told = Callback.objects.filter(interview__state="signed").order_by("?")
    callback = (dice.random() < 0.7 and told.first()) or _one_of(anybody)
    how = {"kind": "consultation", "despite": DESPITE, "by": caller, "at": timezone.now()}
    book(callback_id=callback.pk, wanted=_wanted(dice), **how)


def _wanted(dice):
    """Few colleagues, so that two want the same hour of one."""
    colleague = User.objects.get(username=f"hasard{dice.randrange(5)}")
    place = MeetingPlace.objects.order_by("pk").first()
    return Wanted(_moment(dice), timedelta(hours=1), place, colleague)


def _meet_another_time(dice, caller):
    meeting = _one_of(Meeting.objects.planned().order_by("?"))
    how = {"wanted": _wanted(dice), "despite": DESPITE, "by": caller, "at": timezone.now()}
    reschedule(meeting_id=meeting.pk, sequence=meeting.sequence, **how)


def _do_not_meet(dice, caller):
    """The team cancels, or the person does."""
    meeting = _one_of(Meeting.objects.planned().order_by("?"))
    if dice.random() < 0.5:
        withdraw_meeting(meeting_id=meeting.pk, at=timezone.now())
    else:
        how = {"sequence": meeting.sequence, "by": caller, "at": timezone.now()}
        cancel(meeting_id=meeting.pk, **how)


def _have_met(dice, caller):
    """As if its hour had come: held, or nobody came."""
    meeting = _one_of(Meeting.objects.planned().order_by("?"))
    how = {"sequence": meeting.sequence, "by": caller, "at": meeting.ends_at}
    note(meeting_id=meeting.pk, state=dice.choice(["held", "no_show"]), **how)


def _one_of(rows):
    if (one := rows.first()) is None:
        raise NotOpen
    return one
