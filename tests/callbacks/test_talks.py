"""Talks that end otherwise than by a signature, and people who withdraw meanwhile."""

from datetime import timedelta

import pytest

from callbacks.results import Result
from callbacks.services.attempts import NotCalling, record_result, start_attempt
from callbacks.services.queue import NotOpen
from callbacks.states import State
from requests_intake.models import CallbackRequest, Message
from tests.make.callbacks import NOW, at, make_attempt, make_callback

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
FRIDAY = at("2026-11-27 10:00")
NEED_A_TIME = {"call_later", "not_safe_now"}


def note(callback, result, when=NOW, **more):
    return record_result(
        callback_id=callback.pk, by=callback.claimed_by, result=result, at=when, **more
    )


# What a talk that was reached can turn into, without being another call.
TALK_ENDS = {
    "call_later": "appointed",
    "not_safe_now": "appointed",
    "dropped": "waiting",
    "language_barrier": "blocked",
    "declined": "closed",
    "reached": "interviewing",
}


@pytest.mark.parametrize("result", Result.values)
def test_an_interview_ends_by_a_result_of_the_talk_only(result):
    callback = make_callback("interviewing", may_voicemail=True)
    make_attempt(callback, "reached")

    try:
        note(callback, result, next_try_at=FRIDAY if result in NEED_A_TIME else None)
    except NotCalling:
        ended = False
    else:
        ended = True

    callback.refresh_from_db()
    assert ended == (result in TALK_ENDS)
    assert callback.state == TALK_ENDS.get(result, "interviewing")
    assert callback.attempts.count() == 1


def test_calling_back_during_an_interview_is_another_call():
    callback = make_callback("interviewing")
    make_attempt(callback, "reached")
    start_attempt(callback_id=callback.pk, by=callback.claimed_by, at=NOW + HOUR)

    note(callback, "no_answer", when=NOW + HOUR)

    callback.refresh_from_db()
    assert callback.state == "waiting"
    assert callback.attempts.count() == 2


def test_not_calling_back_after_all_goes_on_with_the_interview():
    callback = make_callback("interviewing")
    start_attempt(callback_id=callback.pk, by=callback.claimed_by, at=NOW)

    note(callback, "not_dialled")

    callback.refresh_from_db()
    assert callback.state == State.INTERVIEWING


def test_nobody_is_dialled_who_withdrew_a_moment_ago():
    callback = make_callback("claimed")
    CallbackRequest.objects.update(withdrawn_at=NOW, closed_at=NOW)

    with pytest.raises(NotOpen):
        start_attempt(callback_id=callback.pk, by=callback.claimed_by, at=NOW)


def test_who_withdraws_during_the_ringing_is_not_called_again():
    callback = make_callback("claimed")
    start_attempt(callback_id=callback.pk, by=callback.claimed_by, at=NOW)
    CallbackRequest.objects.update(withdrawn_at=NOW, closed_at=NOW)

    note(callback, "no_answer")

    callback.refresh_from_db()
    assert (callback.state, callback.closed_reason) == ("closed", "withdrawn")
    assert callback.attempts.get().result == "no_answer"
    assert not Message.objects.exists()


def test_who_withdrew_and_is_on_the_line_may_still_be_interviewed():
    callback = make_callback("claimed")
    start_attempt(callback_id=callback.pk, by=callback.claimed_by, at=NOW)
    CallbackRequest.objects.update(withdrawn_at=NOW, closed_at=NOW)

    note(callback, "reached")

    callback.refresh_from_db()
    assert callback.state == State.INTERVIEWING
