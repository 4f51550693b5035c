"""SMS leave at most once, and none after it has become useless."""

from datetime import timedelta

import pytest

from requests_intake.models import CallbackRequest, Message
from requests_intake.services import sending
from requests_intake.services.changes import stop_messages, withdraw
from requests_intake.services.sending import LONGEST_PAUSE, MOST_TRIES, deliver, sweep
from requests_intake.sms.gateways import get_gateway, memory
from requests_intake.sms.gateways.base import SmsOutcomeUnknown, SmsRefused, SmsUnavailable
from tests.make.intake import make_request, zurich
from tests.requests_intake.together import together

MONDAY = zurich("2026-05-04 10:00")
A_MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox():
    """What left; empty at the start of each test."""
    memory.outbox.clear()
    return memory.outbox


@pytest.fixture
def operator(monkeypatch):
    """Make the operator answer with an exception: operator(SmsUnavailable())."""
    gateway = get_gateway("memory")
    monkeypatch.setattr(gateway, "fails_with", None)
    return lambda error: monkeypatch.setattr(gateway, "fails_with", error)


def queued(**given):
    return make_request(received_at=MONDAY, **given).messages.get()


def test_a_message_leaves_with_its_address_for_reports(outbox, settings):
    settings.PUBLIC_BASE_URL = "https://ju-lien.example"
    message = queued(number="+41795550123")

    assert deliver(message_id=message.pk, at=MONDAY) == "sent"

    message.refresh_from_db()
    assert (message.state, message.tries) == ("sent", 1)
    assert message.provider_sid.startswith("MEMORY")
    assert outbox == [
        (
            "+41795550123",
            message.body,
            f"https://ju-lien.example/webhooks/twilio/status/?message={message.pk}",
        )
    ]


def test_a_message_rung_for_twice_leaves_once(outbox):
    message = queued()
    assert deliver(message_id=message.pk, at=MONDAY) == "sent"
    assert deliver(message_id=message.pk, at=MONDAY) is None
    assert len(outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_workers_send_one_message_once(outbox):
    message = queued()
    together(lambda _n: deliver(message_id=message.pk, at=MONDAY), times=20)
    assert len(outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_ten_sweeps_at_once_send_each_message_once(outbox):
    for _ in range(12):
        queued()
    sent = together(lambda _n: sweep(at=MONDAY), times=10)
    assert sum(sent) == len(outbox) == 12


def test_a_message_in_the_hands_of_a_dead_worker_is_never_sent_again(outbox):
    message = queued()
    Message.objects.update(state="sending", state_since=MONDAY)

    assert deliver(message_id=message.pk, at=MONDAY + timedelta(hours=1)) is None
    assert sweep(at=MONDAY + timedelta(hours=1)) == 0

    assert outbox == []
    doubtful = Message.objects.needs_a_person
    assert list(doubtful(MONDAY + timedelta(minutes=9))) == []
    assert list(doubtful(MONDAY + timedelta(minutes=11))) == [message]


def test_while_the_operator_is_down_the_pauses_grow_and_end(operator, outbox):
    message = queued()
    Message.objects.update(useless_after=MONDAY + timedelta(days=30))
    operator(SmsUnavailable())

    pauses, at = [], MONDAY
    while deliver(message_id=message.pk, at=at) == "queued":
        message.refresh_from_db()
        assert deliver(message_id=message.pk, at=message.not_before - A_MINUTE / 60) is None
        pauses.append(message.not_before - at)
        at = message.not_before

    message.refresh_from_db()
    assert [pause.total_seconds() for pause in pauses[:6]] == [30, 60, 120, 240, 480, 900]
    assert set(pauses[6:]) == {LONGEST_PAUSE}
    assert (message.state, message.error_code) == ("failed", "unavailable")
    assert message.tries == MOST_TRIES


def test_when_the_operator_is_back_the_message_leaves_once(operator, outbox):
    message = queued()
    operator(SmsUnavailable())
    deliver(message_id=message.pk, at=MONDAY)
    operator(None)
    assert sweep(at=MONDAY + A_MINUTE) == 1
    assert sweep(at=MONDAY + A_MINUTE) == 0
    assert len(outbox) == 1


def test_a_sweep_stops_at_the_first_that_cannot_be_taken(operator):
    messages = [queued() for _ in range(3)]
    operator(SmsUnavailable())
    assert sweep(at=MONDAY) == 0
    assert [Message.objects.get(pk=message.pk).tries for message in messages] == [1, 0, 0]


def test_a_refused_message_is_for_a_person_and_not_tried_again(operator, outbox):
    message = queued()
    operator(SmsRefused(21610))
    assert deliver(message_id=message.pk, at=MONDAY) == "failed"
    operator(None)
    assert sweep(at=MONDAY + A_MINUTE) == 0
    failed = Message.objects.needs_a_person(MONDAY).get()
    assert (failed.error_code, outbox) == ("21610", [])


def test_a_message_whose_end_is_unknown_is_for_a_person_at_once(operator, outbox):
    message = queued()
    operator(SmsOutcomeUnknown())
    assert deliver(message_id=message.pk, at=MONDAY) == "sending"
    operator(None)
    assert sweep(at=MONDAY + timedelta(hours=1)) == 0
    assert Message.objects.needs_a_person(MONDAY).get() == message
    assert outbox == []


def test_a_message_is_not_sent_before_its_time(outbox):
    message = queued()
    Message.objects.update(not_before=MONDAY + timedelta(hours=1))
    assert deliver(message_id=message.pk, at=MONDAY) is None
    assert sweep(at=MONDAY + timedelta(hours=1)) == 1


def test_a_message_is_not_sent_when_it_has_become_useless(outbox):
    message = queued()
    late = message.useless_after + A_MINUTE
    assert deliver(message_id=message.pk, at=late) == "useless"
    assert outbox == []


def test_after_stop_only_the_last_word_leaves(outbox):
    message = queued()
    stop_messages(message.request, at=MONDAY)
    sweep(at=MONDAY)
    states = dict(Message.objects.values_list("kind", "state"))
    assert states == {"received": "useless", "stopped": "sent"}
    assert len(outbox) == 1


def test_after_a_withdrawal_nothing_else_leaves(outbox):
    message = queued()
    withdraw(request_id=message.request_id, at=MONDAY)
    sweep(at=MONDAY)
    states = dict(Message.objects.values_list("kind", "state"))
    assert states == {"received": "useless", "withdrawn": "sent"}


def test_the_oldest_leaves_first(outbox):
    for minutes in (2, 0, 1):
        make_request(received_at=MONDAY + minutes * A_MINUTE)
    sweep(at=MONDAY + timedelta(minutes=5))
    left = [sent.to for sent in outbox]
    asked = CallbackRequest.objects.order_by("received_at")
    assert left == [request.phone for request in asked]


def test_a_log_of_a_refusal_names_no_number(operator, caplog):
    message = queued(number="+41795550123")
    operator(SmsRefused(21211))
    deliver(message_id=message.pk, at=MONDAY)
    assert str(message.pk) in caplog.text
    assert "555" not in caplog.text
    assert sending.log.name in caplog.text
