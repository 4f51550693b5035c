"""Delivery reports of the second operator: each message has a signed address of its own."""

import json
from itertools import permutations
from urllib.parse import urlsplit

import pytest

from requests_intake.models import Message
from requests_intake.services.delivery_reports import report_signature
from requests_intake.services.sending import deliver
from requests_intake.sms.gateways import get_gateway
from tests.make.intake import make_request, zurich
from tests.requests_intake.fake_twilio import fake_twilio

pytestmark = pytest.mark.django_db
AT = zurich("2026-05-04 10:00")


def sent(state="sent", gateway="http"):
    message = make_request(received_at=AT).messages.get()
    Message.objects.filter(pk=message.pk).update(state=state, gateway=gateway)
    return message


def address(message):
    return f"/webhooks/sms/{message.pk}/{report_signature(message.pk)}/"


def state(message):
    message.refresh_from_db()
    return message.state, message.error_code


# The operator's word, what becomes of the message, what the team reads beside it.
WORDS = [
    ("delivered", "delivered", ""),
    ("DELIVRD", "delivered", ""),
    ("ACCEPTD", "sent", ""),
    ("UNDELIV", "undelivered", "UNDELIV"),
    ("EXPIRED", "undelivered", "EXPIRED"),
    ("undelivered", "undelivered", "undelivered"),
    ("REJECTD", "failed", "REJECTD"),
    ("ZUGESTELLT", "delivered", ""),
    ("weg", "undelivered", "weg"),
    ("UNKNOWN", "sent", ""),
    ("", "sent", ""),
]


@pytest.mark.parametrize(("word", "becomes", "code"), WORDS)
@pytest.mark.parametrize("kind", ["form", "json"])
def test_what_the_operator_says(client, settings, kind, word, becomes, code):
    settings.SMS_HTTP_STATES = ["ZUGESTELLT=delivered", "Weg = undelivered"]
    message = sent()
    if kind == "form":
        answer = client.post(address(message), {"status": word})
    else:
        answer = client.post(address(message), {"status": word}, content_type="application/json")
    assert (answer.status_code, answer.content) == (204, b"")
    assert state(message) == (becomes, code)


def test_the_state_may_stand_deep_in_the_report(client, settings):
    settings.SMS_HTTP_STATUS = "results.0.state.name"
    message = sent()
    said = {"results": [{"state": {"name": "DELIVRD"}}]}
    client.post(address(message), json.dumps(said), content_type="application/json")
    assert state(message)[0] == "delivered"


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"other": 1}', '"delivered"'])
def test_a_report_without_a_state_is_told_what_is_wrong(client, body):
    message = sent()
    answer = client.post(address(message), body, content_type="application/json")
    assert (answer.status_code, answer.content) == (400, b"No status in this report.")
    assert state(message) == ("sent", "")


def test_only_the_address_we_handed_out_counts(client):
    message, other = sent(), sent()
    forged = [
        f"/webhooks/sms/{message.pk}/{report_signature(other.pk)}/",
        f"/webhooks/sms/{message.pk}/x/",
        f"/webhooks/sms/{message.pk}/{report_signature(message.pk)[:-1]}/",
    ]
    for path in forged:
        assert client.post(path, {"status": "delivered"}).status_code == 403
    assert client.get(address(message)).status_code == 405
    assert (state(message), state(other)) == (("sent", ""), ("sent", ""))


@pytest.mark.parametrize("order", list(permutations(["ACCEPTD", "DELIVRD", "UNDELIV"])))
def test_the_first_end_stays_whatever_the_order_and_however_often(client, order):
    message = sent("sending")
    for word in (*order, *order):
        client.post(address(message), {"status": word})
    first = next(word for word in order if word != "ACCEPTD")
    assert state(message)[0] == {"DELIVRD": "delivered", "UNDELIV": "undelivered"}[first]


def test_a_report_clears_a_doubt_and_overtakes_the_answer(client):
    message = sent("sending", gateway="")
    client.post(address(message), {"status": "DELIVRD"})
    assert state(message)[0] == "delivered"


def test_a_message_that_went_through_twilio_is_twilios(client):
    message = sent(gateway="twilio")
    client.post(address(message), {"status": "UNDELIV"})
    assert state(message)[0] == "sent"


def test_the_address_handed_to_the_operator_is_the_one_that_works(client, settings):
    with fake_twilio() as operator:
        settings.SMS_GATEWAY = "http"
        settings.PUBLIC_BASE_URL = "https://ju-lien.example"
        settings.SMS_HTTP_URL = f"{operator.base}/send"
        settings.SMS_HTTP_BODY = "To={to}&Body={text}&StatusCallback={report}"
        settings.SMS_HTTP_ID = "sid"
        message = make_request(received_at=AT).messages.get()
        assert deliver(message_id=message.pk, at=AT) == "sent"
        handed = operator.accepted[0]["StatusCallback"]
        get_gateway("http").session.close()

    assert handed == f"https://ju-lien.example{address(message)}"
    client.post(urlsplit(handed).path, {"status": "DELIVRD"})
    assert state(message)[0] == "delivered"
