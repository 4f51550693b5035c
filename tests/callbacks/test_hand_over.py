"""A callback given on: to a colleague, a team, a partner organisation, and its answer."""

from datetime import timedelta

import pytest

from callbacks.models import HandOver, Team
from callbacks.services.fill import fill_queue
from callbacks.services.hand_over import (
    AnsweredAlready,
    HandOverRefused,
    answer,
    hand_to_colleague,
    hand_to_partner,
    hand_to_team,
)
from callbacks.services.leases import Absent
from callbacks.services.merging import merge
from callbacks.services.queue import CallRunning, NotOpen, TakenBy, release, take, take_next
from callbacks.states import ClosedReason
from julien.core.phone import read_phone
from julien.core.roles import Role
from julien.staff.models import Absence
from requests_intake.services.receive import receive
from tests.make.callbacks import NOW, make_callback
from tests.make.campaigns import make_desk
from tests.make.desk import give_to, make_partner_member
from tests.make.interviews import make_signed_interview
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def desk():
    return make_desk()


@pytest.fixture
def caller():
    return make_staff()


def held(by, state="claimed", **fields):
    return make_callback(state, holder=by, due_in=10 * A_DAY, **fields)


def to_partner(callback, by, member, *, at=NOW, **how):
    how = {"consent": "by_phone", "reason": "asked", **how}
    partner = member.partner_member.partner
    return hand_to_partner(callback_id=callback.pk, by=by, partner=partner, at=at, **how)


@pytest.mark.parametrize("state", ["claimed", "interviewing"])
def test_a_colleague_has_it_in_hand_until_a_while_after_the_next_opening(caller, state):
    colleague, callback = make_staff(), held(caller, state)

    given = hand_to_colleague(
        callback_id=callback.pk, by=caller, colleague=colleague, reason="subject", at=NOW
    )

    callback.refresh_from_db()
    assert (callback.state, callback.claimed_by) == ("claimed", colleague)
    assert callback.lease_until == given.until > NOW + timedelta(hours=1)
    assert take_next(by=make_staff(), at=NOW) is None
    assert take_next(by=make_staff(), at=given.until + timedelta(minutes=1)) == callback


def test_nobody_gives_it_to_oneself_to_who_cannot_call_or_to_who_is_away(caller):
    callback, editor, away = held(caller), make_staff(Role.EDITOR), make_staff()
    Absence.objects.create(person=away, starts_at=NOW, ends_at=NOW + A_DAY, entered_by=away)

    for colleague, problem in [
        (caller, HandOverRefused),
        (editor, HandOverRefused),
        (away, Absent),
    ]:
        with pytest.raises(problem):
            hand_to_colleague(
                callback_id=callback.pk, by=caller, colleague=colleague, reason="subject", at=NOW
            )

    assert not HandOver.objects.exists()
    assert callback.moves.count() == 1


def calls_now(callback):
    callback.attempts.create(caller=callback.claimed_by)


def loses_it(callback):
    take(callback_id=callback.pk, by=make_staff(), at=NOW + A_DAY)


def is_withdrawn(callback):
    type(callback.request).objects.update(closed_at=NOW)


@pytest.mark.parametrize(
    ("prepare", "problem"),
    [(calls_now, CallRunning), (loses_it, TakenBy), (is_withdrawn, NotOpen)],
    ids=lambda case: case.__name__,
)
def test_only_what_is_really_in_hand_is_given(caller, alix, prepare, problem):
    callback = held(caller)
    prepare(callback)

    with pytest.raises(problem):
        to_partner(callback, caller, alix)
    with pytest.raises(problem):
        hand_to_colleague(
            callback_id=callback.pk, by=caller, colleague=make_staff(), reason="subject", at=NOW
        )

    assert not HandOver.objects.exists()


def test_a_team_is_served_first_and_the_others_when_its_time_is_over(caller):
    team, member = Team.objects.create(name="Porrentruy"), make_staff()
    team.members.add(member)
    callback = held(caller)

    given = hand_to_team(callback_id=callback.pk, by=caller, team=team, reason="nearer", at=NOW)

    assert take_next(by=make_staff(), at=NOW) is None
    assert take_next(by=make_staff(), at=given.until) == callback


def test_the_team_gets_it_at_once(caller):
    team, member = Team.objects.create(name="Porrentruy"), make_staff()
    team.members.add(member)
    callback = held(caller)

    hand_to_team(callback_id=callback.pk, by=caller, team=team, reason="nearer", at=NOW)

    assert take_next(by=member, at=NOW) == callback


def test_what_the_team_took_and_gave_back_is_everybodys_again(caller):
    team, member = Team.objects.create(name="Porrentruy"), make_staff()
    team.members.add(member)
    callback = held(caller)
    hand_to_team(callback_id=callback.pk, by=caller, team=team, reason="nearer", at=NOW)

    take(callback_id=callback.pk, by=member, at=NOW)
    release(callback_id=callback.pk, by=member, at=NOW, why="no_time")

    assert take_next(by=make_staff(), at=NOW) == callback


def test_the_promise_is_stronger_than_a_team(caller):
    callback = make_callback("claimed", holder=caller, due_in=timedelta(hours=1))
    team = Team.objects.create(name="Porrentruy")

    hand_to_team(callback_id=callback.pk, by=caller, team=team, reason="nearer", at=NOW)

    assert take_next(by=make_staff(), at=NOW) == callback


def test_a_partner_needs_the_consent_of_the_person(caller, alix):
    callback = held(caller)

    with pytest.raises(HandOverRefused) as refused:
        to_partner(callback, caller, alix, consent="")

    assert refused.value.field == "consent"
    assert not HandOver.objects.exists()


def test_accepted_it_is_closed_as_given_to_a_partner(caller, alix):
    callback = held(caller)
    given = to_partner(callback, caller, alix, words="souhaite parler du loyer")
    callback.refresh_from_db()
    assert (callback.state, callback.visible_from) == ("waiting", given.until)

    answer(hand_over_id=given.pk, by=alix, at=NOW + A_DAY, accepts=True, words="d'accord")

    callback.refresh_from_db()
    given.refresh_from_db()
    assert (callback.state, callback.closed_reason) == ("closed", ClosedReason.REFERRED)
    assert (given.answer, given.answered_by, given.answer_words) == ("accepted", alix, "d'accord")
    assert callback.moves.last().by == alix


def test_refused_it_is_back_in_the_list_at_once(caller, alix):
    callback = held(caller)
    given = to_partner(callback, caller, alix)

    answer(hand_over_id=given.pk, by=alix, at=NOW + A_DAY, accepts=False)

    assert take_next(by=caller, at=NOW + A_DAY) == callback


def test_without_an_answer_it_comes_back_by_itself(caller, alix):
    callback = held(caller)
    given = to_partner(callback, caller, alix)
    later = given.until + timedelta(seconds=1)

    assert take_next(by=caller, at=given.until - timedelta(minutes=1)) is None
    assert given.stands(later) == "expired"
    with pytest.raises(AnsweredAlready, match="expired"):
        answer(hand_over_id=given.pk, by=alix, at=later, accepts=True)
    assert take_next(by=caller, at=later) == callback


def test_taken_by_the_team_it_is_not_the_partners_any_more(caller, alix):
    callback = held(caller)
    given = to_partner(callback, caller, alix)

    take(callback_id=callback.pk, by=caller, at=NOW)

    with pytest.raises(AnsweredAlready, match="taken_back"):
        answer(hand_over_id=given.pk, by=alix, at=NOW, accepts=True)
    assert not HandOver.objects.seen_by(alix, NOW).exists()


def test_the_same_answer_twice_is_as_once_and_the_other_one_comes_too_late(caller, alix):
    given = to_partner(held(caller), caller, alix)

    for _ in range(2):
        answer(hand_over_id=given.pk, by=alix, at=NOW, accepts=True)
    with pytest.raises(AnsweredAlready, match="accepted"):
        answer(hand_over_id=given.pk, by=alix, at=NOW, accepts=False)


def test_after_the_interview_only_the_answer_is_awaited(caller, alix):
    callback = make_signed_interview(caller=caller).callback
    at = callback.request.closed_at
    given = to_partner(callback, caller, alix, at=at)

    answer(hand_over_id=given.pk, by=alix, at=at, accepts=True)

    callback.refresh_from_db()
    assert (callback.state, callback.closed_reason) == ("closed", "oriented")


def test_pressed_twice_one_organisation_has_to_answer(caller, alix):
    callback = make_signed_interview(caller=caller).callback
    to_partner(callback, caller, alix)

    with pytest.raises(HandOverRefused) as refused:
        to_partner(callback, caller, alix)

    assert "déjà" in refused.value.sentence
    assert HandOver.objects.count() == 1


def test_only_who_held_the_interview_gives_it_on_afterwards(caller, alix):
    callback = make_signed_interview(caller=caller).callback

    with pytest.raises(TakenBy):
        to_partner(callback, make_staff(), alix, at=callback.request.closed_at)


def test_another_organisation_cannot_answer(caller, alix):
    given = to_partner(held(caller), caller, alix)

    with pytest.raises(HandOver.DoesNotExist):
        answer(hand_over_id=given.pk, by=make_partner_member(), at=NOW, accepts=True)

    given.refresh_from_db()
    assert given.answer == ""


def test_one_in_our_hands_is_with_no_partner_however_it_came_there(alix, caller):
    """The person writes again, so it is called again; or it is joined to one that is held."""
    wrote = give_to(alix, at=NOW, due_in=10 * A_DAY)
    joined = give_to(alix, at=NOW, due_in=10 * A_DAY)
    later = NOW + timedelta(minutes=5)
    phone = read_phone(wrote.callback.request.phone)
    receive(channel="sms", phone=phone, received_at=later)
    fill_queue(at=later)
    in_hand = make_callback("claimed", holder=caller)

    take(callback_id=wrote.callback_id, by=caller, at=later)
    both = {"callback_id": in_hand.pk, "other_id": joined.callback_id}
    merge(**both, number_of=in_hand.pk, by=caller, at=later)

    assert list(HandOver.objects.values_list("answer", flat=True)) == ["taken_back"] * 2
    assert not HandOver.objects.seen_by(alix, later).exists()
