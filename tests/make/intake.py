"""Requests, made the way residents make them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from twilio.request_validator import RequestValidator

from julien.core.phone import read_phone
from requests_intake.models import Channel
from requests_intake.services.receive import receive
from tests.make.campaigns import make_desk
from tests.make.numbers import fresh_number

ZURICH = ZoneInfo("Europe/Zurich")


def zurich(text):
    """ "2026-03-02 16:00" on the wall in the Jura, as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=ZURICH)


def make_received(**given):
    """Someone asked by the form just now, from a fresh number; returns what receive() did."""
    make_desk()
    number = given.pop("number", None) or fresh_number()
    given.setdefault("channel", Channel.WEB)
    given.setdefault("received_at", timezone.now())
    given.setdefault("windows", ("morning",))
    return receive(phone=read_phone(number), **given)


def make_request(**given):
    """The CallbackRequest of make_received()."""
    return make_received(**given).request


def signed(settings, path, fields):
    """The header with which Twilio signs a POST of these fields to this path of ours."""
    token = settings.TWILIO_AUTH_TOKENS[0]
    address = settings.PUBLIC_BASE_URL + path
    return {"X-Twilio-Signature": RequestValidator(token).compute_signature(address, fields)}
