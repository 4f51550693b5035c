"""What every operator must promise, asked of each of ours; and how one takes over from another."""

import json
import socket
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from requests_intake.models import Message
from requests_intake.services.sending import deliver, sweep
from requests_intake.sms.gateways import get_gateway, http, twilio
from requests_intake.sms.gateways.base import SmsOutcomeUnknown, SmsRefused, SmsUnavailable
from requests_intake.sms.gateways.route import REST, note_answer
from tests.make.intake import make_request, zurich
from tests.requests_intake.fake_twilio import fake_twilio

AT = zurich("2026-05-04 10:00")
TEXT = {"to": "+41795550123", "body": 'à "demain" {to}', "status_callback": "http://127.0.0.1/s/"}
FORM = "To={to}&From={from}&Body={text}&StatusCallback={report}&Kind=plain"


def use_twilio(settings, base):
    settings.TWILIO_ACCOUNT_SID = "AC" + "0" * 32
    settings.TWILIO_AUTH_TOKENS = ["secret"]
    settings.TWILIO_FROM = "+41795550100"
    settings.TWILIO_API_BASE = base


def use_http(settings, base):
    settings.SMS_HTTP_URL = f"{base}/send"
    settings.SMS_HTTP_HEADERS = "Authorization: Bearer secret; X-Account: 7"
    settings.SMS_HTTP_BODY = FORM
    settings.SMS_HTTP_FROM = "+41795550100"
    settings.SMS_HTTP_ID = "sid"


USE = {"twilio": use_twilio, "http": use_http}


@pytest.fixture
def operators(settings, monkeypatch):
    """Both, each with a server of its own: {"twilio": server, "http": server}."""
    for module in (twilio, http):
        monkeypatch.setattr(module, "SECONDS_TO_ANSWER", 0.3)
    with fake_twilio() as first, fake_twilio() as second:
        servers = {"twilio": first, "http": second}
        for name, server in servers.items():
            USE[name](settings, server.base)
            note_answer(name)
        settings.SMS_GATEWAY = "twilio, http"
        yield servers
        get_gateway("twilio").client.http_client.session.close()
        get_gateway("http").session.close()


both = pytest.mark.parametrize("name", ["twilio", "http"])


@both
def test_a_text_is_handed_over_as_it_is(operators, name):
    sid = get_gateway(name).send(**TEXT)
    [(_path, fields, _key)] = operators[name].calls
    said = {key: fields[key] for key in ("To", "From", "Body", "StatusCallback")}
    assert said == {
        "To": "+41795550123",
        "From": "+41795550100",
        "Body": 'à "demain" {to}',
        "StatusCallback": "http://127.0.0.1/s/",
    }
    assert sid.endswith(f"SM{1:032d}")


@both
@pytest.mark.parametrize(
    ("step", "error"),
    [
        (429, SmsUnavailable),
        (500, SmsUnavailable),
        (503, SmsUnavailable),
        (400, SmsRefused),
        (401, SmsRefused),
        (404, SmsRefused),
        (422, SmsRefused),
        (502, SmsOutcomeUnknown),
        (504, SmsOutcomeUnknown),
        ("hang", SmsOutcomeUnknown),
        ("hang up after accepting", SmsOutcomeUnknown),
        ("not json", SmsOutcomeUnknown),
    ],
)
def test_each_trouble_is_one_of_three_with_every_operator(operators, caplog, name, step, error):
    operators[name].plan = [step]
    with pytest.raises(error) as caught:
        get_gateway(name).send(**TEXT)
    assert "555" not in str(caught.value) + caplog.text


@both
def test_nobody_listening_is_worth_another_try(operators, settings, name):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        USE[name](settings, f"http://127.0.0.1:{closed.getsockname()[1]}")
        with pytest.raises(SmsUnavailable):
            get_gateway(name).send(**TEXT)


def test_a_json_operator_gets_json_and_its_id_is_found(operators, settings):
    """No text can become structure: quotes and braces arrive as they were written."""
    settings.SMS_HTTP_BODY = '{"messages": [{"to": ["{to}"], "text": "{text}", "test": false}]}'
    kind, body = http.read_body(settings.SMS_HTTP_BODY)
    values = {"{to}": "+41795550123", "{text}": TEXT["body"], "{from}": "", "{report}": ""}
    sent = json.loads(json.dumps(http.fill(body, values)))
    assert kind == "json"
    assert sent == {
        "messages": [{"to": ["+41795550123"], "text": 'à "demain" {to}', "test": False}]
    }


@pytest.mark.parametrize("body", ['{"to": "{to}"}', "to={to}&text={text}&x={name}", "{text}{to}{}"])
def test_a_body_with_an_unknown_or_missing_place_is_refused(body):
    with pytest.raises(ImproperlyConfigured, match="SMS_HTTP_BODY"):
        http.read_body(body)


def test_headers_are_those_of_the_setting(operators):
    get_gateway("http").send(**TEXT)
    [(path, _fields, key)] = operators["http"].calls
    assert (path, key) == ("/send", "Bearer secret")


def queued(count):
    return [make_request(received_at=AT).messages.get() for _ in range(count)]


def sent_by():
    return list(Message.objects.order_by("pk").values_list("state", "gateway"))


@pytest.mark.django_db
def test_the_second_takes_over_while_the_first_is_down_and_gives_back(operators):
    messages = queued(6)
    operators["twilio"].plan = [503] * 3
    for message in messages[:4]:
        deliver(message_id=message.pk, at=AT)
    assert len(operators["twilio"].calls) == 3  # the fourth did not even ask
    deliver(message_id=messages[4].pk, at=AT + REST - timedelta(seconds=1))
    deliver(message_id=messages[5].pk, at=AT + REST)

    assert sent_by() == [("sent", "http")] * 5 + [("sent", "twilio")]
    assert len(operators["http"].accepted) == 5


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("step", "end"),
    [
        ("hang up after accepting", ("sending", "twilio")),
        ("hang", ("sending", "twilio")),
        (21610, ("failed", "twilio")),
    ],
)
def test_what_may_have_arrived_or_was_refused_goes_to_no_other(operators, step, end):
    operators["twilio"].plan = [step]
    queued(1)
    sweep(at=AT)
    sweep(at=AT + timedelta(hours=1))
    assert sent_by() == [end]
    assert operators["http"].calls == []


@pytest.mark.django_db
def test_with_both_down_the_message_waits(operators):
    operators["twilio"].plan, operators["http"].plan = [503], [503]
    queued(1)
    sweep(at=AT)
    assert sent_by() == [("queued", "")]
    sweep(at=AT + timedelta(minutes=1))
    assert sent_by() == [("sent", "twilio")]
