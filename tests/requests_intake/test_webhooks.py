"""The doors Twilio knocks at."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone
from twilio.request_validator import RequestValidator

from requests_intake.models import CallbackRequest, Contact, InboundSms, Message
from requests_intake.services.sms_in import take_in_sms
from tests.make.campaigns import make_desk
from tests.make.intake import make_request, signed

pytestmark = pytest.mark.django_db

SMS, STATUS = "/webhooks/twilio/sms/", "/webhooks/twilio/status/"
TWIML = b'<?xml version="1.0" encoding="UTF-8"?><Response/>'


@pytest.fixture(autouse=True)
def _desk(db):
    make_desk()


def inbound(sid="SM1", **fields):
    return {
        "MessageSid": sid,
        "From": "+41795550123",
        "To": "+41795550100",
        "Body": "Bonjour",
        "NumMedia": "0",
    } | fields


@pytest.fixture
def post(client, settings):
    """POST fields to a path, signed as Twilio does."""

    def send(path, fields):
        return client.post(path, fields, headers=signed(settings, path, fields))

    return send


def test_an_sms_with_any_words_makes_a_request(post):
    answer = post(SMS, inbound(Body="jé plu rien pr manger 😕"))

    assert (answer.status_code, answer.content) == (200, TWIML)
    assert answer.headers["Content-Type"] == "application/xml"
    assert not answer.cookies
    sms = InboundSms.objects.get()
    assert (sms.message_sid, sms.body, sms.to_number) == (
        "SM1",
        "jé plu rien pr manger 😕",
        "+41795550100",
    )
    assert sms.contact.words == "jé plu rien pr manger 😕"
    assert sms.contact.request.channel == "sms"
    assert Message.objects.get().kind == "received"


def test_the_same_sms_again_changes_nothing(post):
    answers = [post(SMS, inbound()) for _ in range(3)]
    assert {answer.content for answer in answers} == {TWIML}
    assert InboundSms.objects.count() == Contact.objects.count() == Message.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="empty"),
        pytest.param("x", id="one character"),
        pytest.param("é" * 900, id="900 characters"),
        pytest.param("😕🙏👨‍👩‍👧", id="emoji"),
        pytest.param("a\x00b", id="a zero byte"),
        pytest.param("'; DROP TABLE requests; --<script>", id="code"),
    ],
)
def test_any_body_is_kept_as_it_came(post, body):
    assert post(SMS, inbound(Body=body)).status_code == 200
    assert InboundSms.objects.get().body == body
    assert CallbackRequest.objects.count() == 1


def test_a_picture_without_words_is_a_request(post):
    fields = inbound(NumMedia="1")
    del fields["Body"]
    assert post(SMS, fields).status_code == 200
    assert CallbackRequest.objects.count() == 1


@pytest.mark.parametrize("sender", ["TWILIO", "Swisscom", "117", "+999", "whatsapp:+41795550123"])
def test_a_sender_who_cannot_be_called_is_kept_for_the_team(post, sender):
    assert post(SMS, inbound(From=sender)).status_code == 200
    assert InboundSms.objects.without_request().get().from_number == sender
    assert CallbackRequest.objects.count() == 0


@pytest.mark.parametrize(
    ("path", "change", "words"),
    [
        (SMS, {"From": ""}, b"From is missing or malformed."),
        (SMS, {"From": "x" * 65}, b"From is missing or malformed."),
        (SMS, {"MessageSid": ""}, b"MessageSid is missing or malformed."),
        (SMS, {"MessageSid": "SM/../1"}, b"MessageSid is missing or malformed."),
        (STATUS, {"MessageSid": ""}, b"MessageSid is missing or malformed."),
    ],
)
def test_a_malformed_call_is_told_what_is_wrong(post, path, change, words):
    answer = post(path, inbound(**change))
    assert (answer.status_code, answer.content) == (400, words)
    assert InboundSms.objects.count() == 0


@pytest.mark.parametrize("path", [SMS, STATUS])
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="missing"),
        pytest.param({"X-Twilio-Signature": ""}, id="empty"),
        pytest.param({"X-Twilio-Signature": "bm90IGEgc2lnbmF0dXJl"}, id="wrong"),
    ],
)
def test_without_a_right_signature_nothing_is_written(client, path, headers):
    message = make_request().messages.get()
    Message.objects.update(state="sent", provider_sid="SM1")

    answer = client.post(path, inbound(MessageStatus="delivered"), headers=headers)

    assert answer.status_code == 403
    message.refresh_from_db()
    assert (message.state, InboundSms.objects.count()) == ("sent", 0)


def test_a_changed_body_breaks_the_signature(client, settings):
    headers = signed(settings, SMS, inbound())
    assert client.post(SMS, inbound(Body="autre"), headers=headers).status_code == 403


def test_another_address_breaks_the_signature(client, settings):
    fields = inbound()
    validator = RequestValidator(settings.TWILIO_AUTH_TOKENS[0])
    signature = validator.compute_signature("https://elsewhere.example" + SMS, fields)
    answer = client.post(SMS, fields, headers={"X-Twilio-Signature": signature})
    assert answer.status_code == 403


def test_no_token_in_the_settings_lets_nobody_in(client, settings):
    headers = signed(settings, SMS, inbound())
    settings.TWILIO_AUTH_TOKENS = []
    assert client.post(SMS, inbound(), headers=headers).status_code == 403


@pytest.mark.parametrize("token", ["old", "new"])
def test_two_tokens_hold_while_one_is_replaced(client, settings, token):
    settings.TWILIO_AUTH_TOKENS = ["new", "old"]
    signature = RequestValidator(token).compute_signature(settings.PUBLIC_BASE_URL + SMS, inbound())
    answer = client.post(SMS, inbound(), headers={"X-Twilio-Signature": signature})
    assert answer.status_code == 200


def test_behind_a_proxy_the_public_address_is_the_signed_one(client, settings):
    settings.PUBLIC_BASE_URL = "https://ju-lien.example"
    fields = inbound()
    path = SMS + "?campagne=mai&x=%C3%A9"
    answer = client.post(path, fields, headers=signed(settings, path, fields))
    assert answer.status_code == 200


def test_ten_parts_in_any_order_are_one_request_and_no_word_is_lost(post):
    order = [7, 2, 9, 0, 4, 1, 8, 3, 6, 5]
    for part in order:
        post(SMS, inbound(f"SM{part}", Body=f"({part}/10) mon histoire"))
    request = CallbackRequest.objects.get()
    assert [one.words[1] for one in request.contacts.order_by("pk")] == [str(n) for n in order]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("j\u00e9 peur \U0001f615", id="emoji"),
        pytest.param("\u200f\u0645\u0631\u062d\u0628\u0627\u200b", id="right to left"),
        pytest.param("e\u0301 \ufeff\ud7ff", id="decomposed, byte order mark"),
        pytest.param("\u1019\u103c \u0ba4\u0bae", id="scripts that join"),
        pytest.param("a\r\nb\tc +%26=&", id="line ends and signs of addresses"),
    ],
)
def test_every_sign_is_kept_as_it_came(client, settings, body):
    fields = inbound(Body=body)
    sent = urlencode(fields)
    kind = "application/x-www-form-urlencoded; charset=utf-8"
    answer = client.post(SMS, sent, content_type=kind, headers=signed(settings, SMS, fields))
    assert answer.status_code == 200
    assert InboundSms.objects.get().body == body


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-16"])
def test_what_says_that_it_is_not_utf_8_is_refused_and_not_guessed_at(client, settings, charset):
    """Twilio always sends UTF-8; a refusal shows in its console, a wrong guess nowhere."""
    fields = inbound(Body="loy\xe9")
    answer = client.post(
        SMS,
        urlencode(fields, encoding=charset),
        content_type=f"application/x-www-form-urlencoded; charset={charset}",
        headers=signed(settings, SMS, fields),
    )
    assert answer.status_code == 400
    assert not InboundSms.objects.exists()


@pytest.mark.parametrize("sent", [b"Body=%FF%FE&From=%2B41795550123", b"\xff\xfe\x00", b"&&&=;"])
def test_bytes_that_are_no_text_are_nobodys_sms(client, settings, sent):
    answer = client.post(
        SMS,
        sent,
        content_type="application/x-www-form-urlencoded",
        headers=signed(settings, SMS, {}),
    )
    assert answer.status_code in {400, 403}
    assert not InboundSms.objects.exists()


def test_a_clock_that_was_set_back_joins_and_keeps_the_promise(db):
    """Two web machines, or one whose clock was mended between two messages."""
    now = timezone.now()
    first = make_request(number="+41795550123", received_at=now, channel="sms")
    for sid, skew in (("SM1", -1), ("SM2", 1)):
        take_in_sms(
            message_sid=sid,
            from_number="+41795550123",
            body="Encore moi",
            at=now + skew * timedelta(hours=3),
        )
    request = CallbackRequest.objects.get()
    assert (request.pk, request.due_at) == (first.pk, first.due_at)
    assert request.contacts.count() == 3


@pytest.mark.parametrize("path", [SMS, STATUS])
def test_the_doors_take_posts_only(client, path):
    assert client.get(path).status_code == 405


def test_a_status_report_moves_a_message_forward(post):
    make_request()
    Message.objects.update(state="sent", provider_sid="SM9")
    answer = post(STATUS, {"MessageSid": "SM9", "MessageStatus": "delivered"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert Message.objects.get().state == "delivered"


def test_a_report_on_something_unknown_is_answered_the_same(post):
    answer = post(STATUS, {"MessageSid": "SM404", "MessageStatus": "delivered"})
    assert answer.status_code == 204
