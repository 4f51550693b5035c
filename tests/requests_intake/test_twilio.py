"""The real twilio client against a loopback server: what is sent, and what each error means."""

import base64
import socket
from decimal import Decimal

import pytest

from requests_intake.models import Message
from requests_intake.services.sending import deliver, sweep
from requests_intake.sms.gateways import get_gateway, twilio
from requests_intake.sms.gateways.base import (
    Credit,
    SmsOutcomeUnknown,
    SmsRefused,
    SmsUnavailable,
)
from tests.make.intake import make_request, zurich
from tests.requests_intake.fake_twilio import fake_twilio

AT = zurich("2026-05-04 10:00")
TEXT = {"to": "+41795550123", "body": "à demain", "status_callback": "http://127.0.0.1/s/?m=1"}


@pytest.fixture
def operator(settings, monkeypatch):
    monkeypatch.setattr(twilio, "SECONDS_TO_ANSWER", 0.3)
    with fake_twilio() as server:
        settings.SMS_GATEWAY = "twilio"
        settings.TWILIO_ACCOUNT_SID = "AC" + "0" * 32
        settings.TWILIO_AUTH_TOKENS = ["secret", "older"]
        settings.TWILIO_FROM = "+41795550100"
        settings.TWILIO_API_BASE = server.base
        yield server
        get_gateway("twilio").client.http_client.session.close()


def test_a_message_is_handed_over_as_twilio_documents_it(operator):
    sid = get_gateway("twilio").send(**TEXT)

    assert sid == f"SM{1:032d}"
    [(path, fields, authorization)] = operator.calls
    assert path == f"/2010-04-01/Accounts/AC{'0' * 32}/Messages.json"
    assert fields == {
        "To": "+41795550123",
        "From": "+41795550100",
        "Body": "à demain",
        "StatusCallback": "http://127.0.0.1/s/?m=1",
    }
    user = base64.b64decode(authorization.removeprefix("Basic ")).decode()
    assert user == f"AC{'0' * 32}:secret"


# What the next call gets, and what it means for us: by hand.
MEANS = [
    pytest.param(20429, SmsUnavailable, id="too many requests"),
    pytest.param(429, SmsUnavailable, id="too many requests, without a code"),
    pytest.param(20500, SmsUnavailable, id="internal error"),
    pytest.param(20503, SmsUnavailable, id="service unavailable"),
    pytest.param(500, SmsUnavailable, id="500 without a code"),
    pytest.param(503, SmsUnavailable, id="503 without a code"),
    pytest.param(21611, SmsUnavailable, id="the queue of our number is full"),
    pytest.param(30001, SmsUnavailable, id="queue overflow"),
    pytest.param(20003, SmsRefused, id="wrong token"),
    pytest.param(21211, SmsRefused, id="no such number"),
    pytest.param(21408, SmsRefused, id="country not allowed"),
    pytest.param(21610, SmsRefused, id="the person wrote STOP"),
    pytest.param(21612, SmsRefused, id="cannot be reached from our number"),
    pytest.param(21614, SmsRefused, id="not a mobile"),
    pytest.param(21617, SmsRefused, id="too long"),
    pytest.param(30003, SmsRefused, id="unreachable"),
    pytest.param(30004, SmsRefused, id="blocked"),
    pytest.param(30005, SmsRefused, id="unknown number"),
    pytest.param(30006, SmsRefused, id="landline"),
    pytest.param(30007, SmsRefused, id="filtered"),
    pytest.param(30008, SmsRefused, id="unknown error"),
    pytest.param(401, SmsRefused, id="401 without a code"),
    pytest.param(404, SmsRefused, id="404 without a code"),
    pytest.param(502, SmsOutcomeUnknown, id="a proxy answered 502"),
    pytest.param(504, SmsOutcomeUnknown, id="a proxy answered 504"),
    pytest.param("hang", SmsOutcomeUnknown, id="no answer"),
    pytest.param("hang up after accepting", SmsOutcomeUnknown, id="cut after acceptance"),
    pytest.param("not json", SmsOutcomeUnknown, id="an answer that is not Twilio's"),
]


@pytest.mark.parametrize(("step", "error"), MEANS)
def test_each_trouble_is_one_of_three(operator, caplog, step, error):
    operator.plan = [step]
    with pytest.raises(error) as caught:
        get_gateway("twilio").send(**TEXT)
    assert "555" not in str(caught.value) + caplog.text
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(("step", "code"), [(21610, "21610"), (404, "http-404")])
def test_a_refusal_tells_the_code(operator, step, code):
    operator.plan = [step]
    with pytest.raises(SmsRefused) as caught:
        get_gateway("twilio").send(**TEXT)
    assert caught.value.code == code


def test_nobody_listening_is_worth_another_try(operator, settings):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.TWILIO_API_BASE = f"http://127.0.0.1:{closed.getsockname()[1]}"
        with pytest.raises(SmsUnavailable):
            get_gateway("twilio").send(**TEXT)


@pytest.mark.django_db
def test_through_a_bad_day_each_message_is_accepted_once_or_shown(operator):
    operator.plan = [20503, None, "hang up after accepting", 21610]
    messages = [make_request(received_at=AT).messages.get() for _ in range(4)]

    at = AT
    for _minute in range(4):
        sweep(at=at)
        at = at.replace(minute=at.minute + 1)

    bodies = [fields["Body"] for fields in operator.accepted]
    assert len(bodies) == len(set(bodies)) == 3
    states = [Message.objects.get(pk=message.pk).state for message in messages]
    assert sorted(states) == ["failed", "sending", "sent", "sent"]
    assert Message.objects.needs_a_person(at).count() == 2


@pytest.mark.django_db
def test_the_report_of_the_operator_comes_to_an_address_it_can_reach(operator, settings):
    settings.PUBLIC_BASE_URL = "https://ju-lien.example"
    message = make_request(received_at=AT).messages.get()
    deliver(message_id=message.pk, at=AT)
    assert operator.accepted[0]["StatusCallback"] == (
        f"https://ju-lien.example/webhooks/twilio/status/?message={message.pk}"
    )


def test_the_credit_is_asked_as_twilio_documents_it(operator):
    assert get_gateway("twilio").credit() == Credit(Decimal("12.345"), "USD")
    [(path, _fields, authorization)] = operator.calls
    assert path == f"/2010-04-01/Accounts/AC{'0' * 32}/Balance.json"
    assert authorization.startswith("Basic ")


@pytest.mark.parametrize("told", [20003, 20500, "", "NaN dollars", None])
def test_a_credit_that_is_not_told_is_not_known(operator, told):
    operator.balance = told
    with pytest.raises(SmsUnavailable):
        get_gateway("twilio").credit()
