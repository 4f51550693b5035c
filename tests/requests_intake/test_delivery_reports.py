"""Reports arrive late, twice and in any order; a state never moves backwards."""

from itertools import permutations

import pytest

from requests_intake.models import Message
from requests_intake.services.delivery_reports import note_status
from requests_intake.services.sending import deliver
from tests.make.intake import make_request, zurich

pytestmark = pytest.mark.django_db
AT = zurich("2026-05-04 10:00")


def message_in(state, sid="SM1"):
    message = make_request(received_at=AT).messages.get()
    Message.objects.filter(pk=message.pk).update(state=state, provider_sid=sid)
    return message


def state_after(message, *statuses, **given):
    for status in statuses:
        note_status(provider_sid="SM1", status=status, at=AT, **given)
    message.refresh_from_db()
    return message.state


# was, reported, becomes: every pair, by hand.
STORY = {
    ("queued", "sent"): "queued",
    ("queued", "delivered"): "queued",
    ("queued", "undelivered"): "queued",
    ("queued", "failed"): "queued",
    ("sending", "sent"): "sent",
    ("sending", "delivered"): "delivered",
    ("sending", "undelivered"): "undelivered",
    ("sending", "failed"): "failed",
    ("sent", "sent"): "sent",
    ("sent", "delivered"): "delivered",
    ("sent", "undelivered"): "undelivered",
    ("sent", "failed"): "failed",
    ("delivered", "sent"): "delivered",
    ("delivered", "delivered"): "delivered",
    ("delivered", "undelivered"): "delivered",
    ("delivered", "failed"): "delivered",
    ("undelivered", "sent"): "undelivered",
    ("undelivered", "delivered"): "undelivered",
    ("undelivered", "undelivered"): "undelivered",
    ("undelivered", "failed"): "undelivered",
    ("failed", "sent"): "failed",
    ("failed", "delivered"): "failed",
    ("failed", "undelivered"): "failed",
    ("failed", "failed"): "failed",
    ("useless", "sent"): "useless",
    ("useless", "delivered"): "useless",
    ("useless", "undelivered"): "useless",
    ("useless", "failed"): "useless",
}


@pytest.mark.parametrize(("pair", "becomes"), STORY.items())
def test_a_report_only_moves_forward(pair, becomes):
    was, reported = pair
    assert state_after(message_in(was), reported) == becomes


def test_the_story_tells_every_state():
    assert {was for was, _reported in STORY} == set(Message.State.values)


@pytest.mark.parametrize("order", list(permutations(["queued", "sent", "delivered"])))
def test_the_order_of_reports_does_not_matter(order):
    assert state_after(message_in("sent"), *order, *order) == "delivered"


@pytest.mark.parametrize("status", ["accepted", "queued", "sending", "scheduled", "", "nonsense"])
def test_words_that_tell_nothing_new_change_nothing(status):
    assert state_after(message_in("sent"), status) == "sent"


def test_a_failure_keeps_the_code_of_the_operator():
    message = message_in("sent")
    assert state_after(message, "undelivered", error_code="30005") == "undelivered"
    assert message.error_code == "30005"
    assert Message.objects.needs_a_person(AT).get() == message


def test_a_report_that_overtakes_the_answer_finds_its_message():
    message = message_in("sending", sid="")
    assert state_after(message, "delivered", message_id=message.pk) == "delivered"
    assert message.provider_sid == "SM1"


def test_a_report_clears_the_doubt_a_dead_worker_left():
    message = message_in("sending", sid="")
    state_after(message, "sent", message_id=message.pk)
    later = AT.replace(hour=23)
    assert list(Message.objects.needs_a_person(later)) == []


def test_a_report_never_names_a_message_that_is_another():
    message = message_in("sent", sid="SM2")
    assert state_after(message, "failed", message_id=message.pk) == "sent"


def test_a_late_answer_does_not_undo_a_quick_report(monkeypatch):
    message = make_request(received_at=AT).messages.get()

    class Quick:
        def send(self, *, to, body, status_callback):
            note_status(provider_sid="SM1", status="delivered", message_id=message.pk, at=AT)
            return "SM1"

    monkeypatch.setattr("requests_intake.services.sending.get_gateway", lambda _name: Quick())
    deliver(message_id=message.pk, at=AT)

    message.refresh_from_db()
    assert (message.state, message.provider_sid) == ("delivered", "SM1")
