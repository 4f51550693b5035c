"""What happens to the people of the running demo, each through the services of the product.

A story is told in steps: it yields the instant of its next step and goes on when that comes.
"""

from datetime import timedelta

from callbacks.models import Callback, CallbackMove, HandOver
from callbacks.results import Result
from callbacks.rules import Why
from callbacks.services.attempts import start_attempt
from callbacks.services.hand_over import answer, hand_to_partner
from callbacks.services.interview_answers import Answers
from callbacks.services.interviews import (
    end_call,
    open_interview,
    save_interview,
    sign_interview,
)
from callbacks.services.queue import take
from callbacks.services.supervision import close_by_hand, reject
from callbacks.states import ClosedReason, State
from campaigns.models import Partner
from julien.scenarios.running_answers import answers_of
from requests_intake.abuse.signs import Sign
from requests_intake.services.changes import say_satisfaction, withdraw
from requests_intake.services.erase import erase_person

TALK = timedelta(minutes=24)
WRAP_UP = timedelta(minutes=7)
SATISFIED = (4, 4, 3, 4, 3, 4, 4, 2)


def oriented(world, someone, number, start, *, misses):
    """Asked, called (after some tries), heard, signed; some say later what they thought of it.

    Returns their request to who goes on with the story.
    """
    request = world.ask(someone, (yield start))
    by, at = world.anyone(), start
    for _ in range(misses):
        at = yield world.later(at, hours=9)
        world.call(request, by, Result.NO_ANSWER, at)
    at = yield world.later(at, hours=6)
    _hear(world, world.call(request, by, Result.REACHED, at), someone, number, at)
    at = yield at + timedelta(days=2)
    if number % 3:
        score = SATISFIED[number % len(SATISFIED)]
        say_satisfaction(request_id=request.pk, satisfied=score, knows_next_step=score, at=at)
    return request


def _hear(world, callback, someone, number, at):
    by = callback.claimed_by
    interview = open_interview(callback_id=callback.pk, by=by, at=at)
    answers = answers_of(someone, number, interview, world.random)
    save_interview(interview_id=interview.pk, by=by, revision=0, answers=answers, at=at + TALK)
    end_call(interview_id=interview.pk, by=by, at=at + TALK)
    sign_interview(interview_id=interview.pk, by=by, at=at + TALK + WRAP_UP)


def fresh(world, someone, start):
    """Asked, and waits for the first call."""
    world.ask(someone, (yield start))


def writes_again(world, someone, start, again):
    """Asked, and wrote a second time: still one request."""
    number = f"+41795550{100 + 99}"
    known = someone.__class__(**vars(someone) | {"number": number})
    world.ask(known, (yield start))
    world.ask(again.__class__(**vars(again) | {"number": number}), (yield start + TALK))


def tried(world, someone, result, called, **noted):
    """Called once with that result: waits, is appointed, or stands still."""
    request = world.ask(someone, (yield called - world.about(hours=20)))
    world.call(request, world.anyone(), result, (yield called), **noted)


def given_to_partner(world, someone, start, *, accepted):
    """Reached, and agreed that an organisation calls: it accepts, or has still to answer."""
    request = world.ask(someone, (yield start))
    by, at = world.ana, (yield world.later(start, hours=1))
    callback = world.call(request, by, Result.REACHED, at)
    given = hand_to_partner(
        callback_id=callback.pk,
        by=by,
        partner=Partner.objects.get(code="entraide"),
        consent=HandOver.Consent.BY_PHONE,
        reason=HandOver.Reason.NEARER,
        words="Aimerait de l'aide pour trier ses papiers, chez vous si possible.",
        at=at + timedelta(minutes=6),
    )
    at = yield world.later(at, hours=5)
    if accepted:
        answer(hand_over_id=given.pk, by=world.partner, at=at, accepts=True)


def not_reached(world, someone, start):
    """Three tries on three days, morning and afternoon, then closed with a message."""
    request = world.ask(someone, (yield start))
    at = start
    while not request.closed_at:
        at = yield world.later(at, hours=27)
        world.call(request, world.ana, Result.NO_ANSWER, at)
        request.refresh_from_db()


def declines(world, someone, start):
    request = world.ask(someone, (yield start))
    world.call(request, world.ana, Result.DECLINED, (yield world.later(start, hours=4)))


def withdraws(world, someone, start):
    request = world.ask(someone, (yield start))
    withdraw(request_id=request.pk, at=(yield start + timedelta(hours=5)))


def erased(world, someone, start):
    """Called once, then wants nothing kept: a trace stays."""
    request = world.ask(someone, (yield start))
    at = yield world.later(start, hours=4)
    world.call(request, world.ana, Result.DECLINED, at)
    at = yield at + timedelta(days=1)
    erase_person(request_ids=[request.pk], by=world.lead, at=at)


def twice(world, someone, start):
    """A wrong number; the supervisor sees that the person has another request."""
    request = world.ask(someone, (yield start))
    at = yield world.later(start, hours=3)
    callback = world.call(request, world.ana, Result.NUMBER_INVALID, at)
    at = yield at + timedelta(hours=1)
    close_by_hand(callback_id=callback.pk, by=world.lead, at=at, reason=ClosedReason.DUPLICATE)


def held_back(world, someone, start, *, judged):
    """Looks like no person: waits for the supervisor, who may reject it."""
    request = world.ask(someone, (yield start))
    request.suspicion = [Sign.NOT_OUR_PAGE, Sign.LINKS]
    request.save(update_fields=["suspicion"])
    callback = Callback.objects.create(
        request=request, due_at=request.due_at, state=State.QUARANTINED, created_at=start
    )
    CallbackMove.objects.create(
        callback=callback, was="", to=State.QUARANTINED, at=start, why=Why.PULLED
    )
    if judged:
        reject(callback_id=callback.pk, by=world.lead, at=(yield start + timedelta(hours=18)))


def in_hand(world, someone, start, *, talking):
    """Somebody else has it right now: about to call, or in the middle of the interview."""
    request = world.ask(someone, (yield start))
    at = yield world.now - timedelta(minutes=11 if talking else 3)
    if not talking:
        callback = Callback.objects.get(request=request)
        take(callback_id=callback.pk, by=world.bob, at=at)
        start_attempt(callback_id=callback.pk, by=world.bob, at=at)
        return
    callback = world.call(request, world.bob, Result.REACHED, at)
    interview = open_interview(callback_id=callback.pk, by=world.bob, at=at)
    said = {"household": someone.kind.household, "own_words": someone.words}
    save_interview(
        interview_id=interview.pk, by=world.bob, revision=0, answers=Answers(said=said),
        at=world.now,
    )  # fmt: skip
