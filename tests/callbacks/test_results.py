"""What each result of a call does, written out by hand."""

from datetime import timedelta
from uuid import uuid4

import pytest

from callbacks.models import CallbackMove
from callbacks.results import EFFECTS, Result
from callbacks.services.attempts import (
    ResultRefused,
    record_result,
    start_attempt,
)
from callbacks.services.queue import TakenBy
from requests_intake.models import CallbackRequest, Message
from tests.make.callbacks import NOW, at, make_attempt, make_callback
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
AFTERNOON = at("2026-11-24 13:30")
FRIDAY = at("2026-11-27 10:00")

# result: state, closed reason, counts, first clock, second clock, next try, message
TABLE = {
    "reached": ("interviewing", "", True, True, True, None, None),
    "no_answer": ("waiting", "", True, True, False, AFTERNOON, "next_try"),
    "busy": ("waiting", "", False, True, False, at("2026-11-24 09:20"), None),
    "voicemail_left": ("waiting", "", True, True, False, AFTERNOON, "next_try"),
    "voicemail_not_allowed": ("waiting", "", True, True, False, AFTERNOON, "next_try"),
    "voicemail_full": ("waiting", "", True, True, False, AFTERNOON, "next_try"),
    "call_later": ("appointed", "", True, True, True, FRIDAY, None),
    "not_safe_now": ("appointed", "", True, True, True, FRIDAY, None),
    "reached_other": ("waiting", "", True, True, False, AFTERNOON, None),
    "dropped": ("waiting", "", False, True, False, at("2026-11-24 09:05"), None),
    "language_barrier": ("blocked", "", True, True, True, None, None),
    "wrong_person": ("blocked", "", False, False, False, None, None),
    "number_invalid": ("blocked", "", False, False, False, None, None),
    "declined": ("closed", "declined", True, True, True, None, None),
    "technical_failure": ("waiting", "", False, False, False, at("2026-11-24 09:15"), None),
    "not_dialled": ("queued", "", False, False, False, None, None),
}
NEED_A_TIME = {"call_later", "not_safe_now"}


def note(callback, result, when=NOW, **more):
    return record_result(
        callback_id=callback.pk, by=callback.claimed_by, result=result, at=when, **more
    )


def messages_of(callback):
    return list(Message.objects.filter(request=callback.request).values_list("kind", flat=True))


@pytest.mark.parametrize("result", Result.values)
def test_each_result_does_what_the_table_says(result):
    state, closed_reason, counts, first_clock, reached, next_try, message = TABLE[result]
    callback = make_callback("claimed", may_voicemail=True, may_text=True)
    due_at = callback.request.due_at

    note(callback, result, note="un mot", next_try_at=FRIDAY if result in NEED_A_TIME else None)

    callback.refresh_from_db()
    assert (callback.state, callback.closed_reason) == (state, closed_reason)
    assert callback.visible_from == next_try
    attempt = callback.attempts.get()
    assert (attempt.result, attempt.note) == (result, "un mot")
    assert (attempt.counts, attempt.stops_first_clock, attempt.reached) == (
        counts,
        first_clock,
        reached,
    )
    assert messages_of(callback) == ([message] if message else [])
    move = CallbackMove.objects.filter(callback=callback).latest("pk")
    assert (move.was, move.to, move.why) == ("claimed", state, result)
    request = CallbackRequest.objects.get(pk=callback.request_id)
    assert request.due_at == due_at
    assert (request.closed_at is not None) == (state == "closed")


def test_every_result_has_an_effect():
    assert set(EFFECTS) == set(Result) == set(TABLE)


@pytest.mark.parametrize("result", sorted(set(Result.values) - NEED_A_TIME - {"voicemail_left"}))
def test_no_message_to_who_does_not_want_one(result):
    callback = make_callback("claimed", may_text=False)

    note(callback, result)

    assert messages_of(callback) == []


@pytest.mark.parametrize("result", sorted(NEED_A_TIME))
def test_an_agreed_moment_must_be_given(result):
    callback = make_callback("claimed")

    with pytest.raises(ResultRefused) as refused:
        note(callback, result)

    assert refused.value.field == "next_try_at"
    assert not callback.attempts.exists()


@pytest.mark.parametrize("when", [NOW, NOW - HOUR, NOW + timedelta(days=61)])
@pytest.mark.parametrize("result", ["call_later", "no_answer"])
def test_a_moment_past_or_too_far_is_refused(result, when):
    callback = make_callback("claimed")

    with pytest.raises(ResultRefused) as refused:
        note(callback, result, next_try_at=when)

    assert refused.value.field == "next_try_at"


@pytest.mark.parametrize("answer", [None, False])
def test_a_voicemail_that_was_not_permitted_is_refused(answer):
    callback = make_callback("claimed", may_voicemail=answer)

    with pytest.raises(ResultRefused) as refused:
        note(callback, "voicemail_left")

    assert refused.value.field == "result"
    assert "Pas permis" in str(refused.value.sentence)
    callback.refresh_from_db()
    assert callback.state == "claimed"


def test_the_caller_may_choose_the_next_try():
    callback = make_callback("claimed")

    note(callback, "no_answer", next_try_at=FRIDAY)

    callback.refresh_from_db()
    assert (callback.state, callback.visible_from) == ("waiting", FRIDAY)
    assert Message.objects.get().useless_after == FRIDAY


def test_the_proposal_keeps_to_the_wishes():
    callback = make_callback("claimed", windows=["morning"])

    note(callback, "no_answer")

    callback.refresh_from_db()
    assert callback.visible_from == at("2026-11-25 08:30")


@pytest.mark.parametrize(
    ("earlier", "last", "ends"),
    [
        pytest.param([], "24 09:00", False, id="one try"),
        pytest.param(["23 09:00"], "24 14:00", False, id="two tries"),
        pytest.param(["24 08:45", "24 10:00"], "24 14:00", False, id="three on one day"),
        pytest.param(["20 09:00", "23 09:00"], "24 09:00", False, id="three mornings"),
        pytest.param(["23 09:00", "24 09:00"], "24 14:00", True, id="two days, two parts"),
        pytest.param(["20 09:00", "23 09:00", "23 10:00"], "24 14:00", True, id="four tries"),
    ],
)
def test_unreachable_needs_three_tries_on_two_days_and_two_parts(earlier, last, ends):
    callback = make_callback("claimed")
    for one in earlier:
        make_attempt(callback, started_at=at(f"2026-11-{one}"))

    note(callback, "no_answer", when=at(f"2026-11-{last}"))

    callback.refresh_from_db()
    expected = ("closed", "unreachable") if ends else ("waiting", "")
    assert (callback.state, callback.closed_reason) == expected
    assert messages_of(callback) == ["unreachable" if ends else "next_try"]


@pytest.mark.parametrize("uncounted", ["busy", "dropped", "technical_failure", "not_dialled"])
def test_what_does_not_count_never_ends_in_unreachable(uncounted):
    callback = make_callback("claimed")
    make_attempt(callback, uncounted, started_at=at("2026-11-20 09:00"))
    make_attempt(callback, uncounted, started_at=at("2026-11-23 09:00"))

    note(callback, "no_answer", when=at("2026-11-24 14:00"))

    callback.refresh_from_db()
    assert callback.state == "waiting"


def test_the_last_word_is_not_sent_any_more_a_day_later():
    callback, last = make_callback("claimed"), at("2026-11-24 14:00")
    for one in ("2026-11-23 09:00", "2026-11-24 09:00"):
        make_attempt(callback, started_at=at(one))

    note(callback, "no_answer", when=last)

    message = Message.objects.get()
    assert (message.kind, message.useless_after) == ("unreachable", last + timedelta(days=1))


def test_the_last_try_answered_by_somebody_else_closes_without_a_message():
    callback = make_callback("claimed")
    make_attempt(callback, started_at=at("2026-11-23 09:00"))
    make_attempt(callback, started_at=at("2026-11-24 09:00"))

    note(callback, "reached_other", when=at("2026-11-24 14:00"))

    callback.refresh_from_db()
    assert callback.closed_reason == "unreachable"
    assert messages_of(callback) == []


def test_the_result_ends_the_call_that_was_dialled():
    callback = make_callback("claimed")
    start_attempt(callback_id=callback.pk, by=callback.claimed_by, at=NOW)

    note(callback, "no_answer", when=NOW + timedelta(minutes=2))

    attempt = callback.attempts.get()
    assert (attempt.started_at, attempt.ended_at) == (NOW, NOW + timedelta(minutes=2))


def test_the_same_form_sent_twice_is_one_attempt():
    callback, submission = make_callback("claimed"), uuid4()

    note(callback, "no_answer", submission=submission)
    note(callback, "no_answer", submission=submission)

    assert callback.attempts.count() == 1
    assert messages_of(callback) == ["next_try"]


@pytest.mark.parametrize("state", ["queued", "waiting", "appointed", "blocked"])
def test_a_result_without_having_taken_is_refused(state):
    callback = make_callback(state)

    with pytest.raises(TakenBy) as refused:
        record_result(callback_id=callback.pk, by=make_staff(), result="no_answer", at=NOW)

    assert refused.value.holder is None
    assert not callback.attempts.exists()


def test_a_result_on_what_somebody_else_holds_is_refused():
    callback = make_callback("claimed")

    with pytest.raises(TakenBy) as refused:
        record_result(callback_id=callback.pk, by=make_staff(), result="no_answer", at=NOW)

    assert refused.value.holder == callback.claimed_by
