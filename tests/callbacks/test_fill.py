"""The queue pulls: it agrees with the door the moment anyone looks."""

from datetime import timedelta

import pytest

from callbacks.models import Callback, CallbackMove
from callbacks.progress import of
from callbacks.services.attempts import start_attempt
from callbacks.services.fill import fill_queue
from callbacks.services.queue import NotOpen, take
from requests_intake.models import CallbackRequest, Channel, Contact
from requests_intake.progress import Progress
from requests_intake.services.changes import withdraw
from tests.make.callbacks import NOW, make_attempt, make_callback, make_request
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def take_back(callback):
    withdraw(request_id=callback.request_id, at=NOW)


def test_each_open_request_gets_one_callback_however_often_it_is_filled():
    first, second = make_request(), make_request()

    counts = [fill_queue(at=NOW) for _ in range(3)]

    assert counts == [2, 0, 0]
    states = Callback.objects.order_by("request").values_list("request", "state")
    assert list(states) == [(first.pk, "queued"), (second.pk, "queued")]
    moves = CallbackMove.objects.values_list("was", "to", "by", "why")
    assert list(moves) == [("", "queued", None, "pulled")] * 2


def test_who_withdrew_before_anyone_looked_has_a_record_that_is_closed():
    request = make_request()
    withdraw(request_id=request.pk, at=NOW)

    assert fill_queue(at=NOW) == 1

    callback = Callback.objects.get(request=request)
    assert (callback.state, callback.closed_reason) == ("closed", "withdrawn")
    assert [move.to for move in callback.moves.all()] == ["queued", "closed"]


def test_a_large_arrival_comes_in_by_parts():
    for _ in range(5):
        make_request()

    assert [fill_queue(at=NOW, limit=2) for _ in range(4)] == [2, 2, 1, 0]


@pytest.mark.parametrize(
    "state", ["queued", "claimed", "waiting", "appointed", "blocked", "quarantined"]
)
def test_who_withdraws_leaves_the_queue_from_any_state(state):
    callback = make_callback(state)
    take_back(callback)

    fill_queue(at=NOW)
    fill_queue(at=NOW)

    callback.refresh_from_db()
    assert (callback.state, callback.closed_reason) == ("closed", "withdrawn")
    assert callback.claimed_by is None
    assert CallbackMove.objects.filter(callback=callback, to="closed", by=None).count() == 1


def test_nobody_can_take_who_withdrew_even_before_a_sweep():
    callback = make_callback()
    take_back(callback)

    assert not Callback.objects.takeable(NOW).exists()


def test_nobody_can_take_by_hand_who_withdrew_even_before_a_sweep():
    callback, caller = make_callback(), make_staff()
    take_back(callback)

    with pytest.raises(NotOpen):
        take(callback_id=callback.pk, by=caller, at=NOW)


def test_a_call_that_rings_is_not_pulled_from_under_the_caller():
    callback = make_callback("claimed")
    start_attempt(callback_id=callback.pk, by=callback.claimed_by, at=NOW)
    take_back(callback)

    fill_queue(at=NOW)

    callback.refresh_from_db()
    assert callback.state == "claimed"


def test_an_interview_that_goes_on_is_not_pulled_from_under_the_caller():
    callback = make_callback("interviewing")
    take_back(callback)

    fill_queue(at=NOW)
    callback.refresh_from_db()
    assert callback.state == "interviewing"

    fill_queue(at=NOW + HOUR)
    callback.refresh_from_db()
    assert (callback.state, callback.closed_reason) == ("closed", "withdrawn")


def test_who_writes_after_a_failed_try_comes_forward():
    callback = make_callback("waiting", visible_from=NOW + 5 * HOUR)
    Contact.objects.create(
        request=callback.request, channel=Channel.SMS, at=NOW, token="x", token_lookup="x"
    )

    fill_queue(at=NOW)
    fill_queue(at=NOW)

    callback.refresh_from_db()
    assert (callback.state, callback.visible_from) == ("queued", None)
    assert CallbackMove.objects.filter(why="wrote_again").count() == 1


def test_a_planned_try_stays_while_the_person_is_silent():
    callback = make_callback("waiting", visible_from=NOW + 5 * HOUR)

    fill_queue(at=NOW)

    callback.refresh_from_db()
    assert callback.state == "waiting"


def test_progress_of_a_request_nobody_pulled_yet():
    assert of(make_request()) == Progress(state="queued")


def test_progress_tells_the_calls_and_the_next_one():
    callback = make_callback("waiting", visible_from=NOW + HOUR)
    make_attempt(callback, "no_answer", started_at=NOW - 2 * HOUR)
    make_attempt(callback, "busy", started_at=NOW - HOUR)
    make_attempt(callback, "technical_failure", started_at=NOW)

    assert of(callback.request) == Progress(
        state="waiting", tried=2, last_tried_at=NOW - HOUR, next_try_at=NOW + HOUR
    )


def test_progress_tells_the_agreed_moment():
    callback = make_callback("appointed", visible_from=NOW + HOUR)

    assert of(callback.request) == Progress(state="appointed", appointed_at=NOW + HOUR)


def test_progress_of_who_withdrew_is_closed_before_any_sweep():
    callback = make_callback("claimed")
    take_back(callback)

    request = CallbackRequest.objects.get(pk=callback.request_id)
    assert of(request) == Progress(state="closed", closed_reason="withdrawn")
