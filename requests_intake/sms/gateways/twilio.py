"""SMS through Twilio's Messages API."""

import logging
from decimal import Decimal

import requests
from django.conf import settings
from twilio.base.exceptions import TwilioException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from requests_intake.sms.gateways.base import (
    Credit,
    SmsOutcomeUnknown,
    SmsRefused,
    SmsUnavailable,
)

SECONDS_TO_CONNECT = 3.05
SECONDS_TO_ANSWER = 10

# What to do with an error, by Twilio's code (https://www.twilio.com/docs/api/errors). Only what
# passes by itself is listed: every other code is a refusal that a person has to look at, such as
# 21211 (no such number), 21408 (country not allowed), 21610 (the person wrote STOP), 21614 (not
# a mobile), 30003 to 30008 (cannot be reached, blocked, unknown, landline, filtered).
PASSING_CODES = frozenset({20429, 14107, 20500, 20503, 21611, 30001, 30022})
# Without a code of Twilio's (the client then gives the status for one), the status decides.
LOWEST_CODE = 10_000
PASSING_STATUSES = frozenset({429, 500, 503})
# A machine in between answered: nobody knows whether Twilio got it.
UNKNOWN_STATUSES = frozenset({408, 502, 504})

# Twilio's client logs addresses and answers, which hold numbers and words.
_silent = logging.getLogger("requests_intake.twilio_http")
_silent.disabled = True


class TwilioGateway:
    def __init__(self):
        tokens = settings.TWILIO_AUTH_TOKENS or [""]
        http = TwilioHttpClient(logger=_silent)
        http.timeout = (SECONDS_TO_CONNECT, SECONDS_TO_ANSWER)
        self.client = Client(settings.TWILIO_ACCOUNT_SID, tokens[0], http_client=http)
        if settings.TWILIO_API_BASE:
            self.client.api.base_url = settings.TWILIO_API_BASE

    def send(self, *, to, body, status_callback):
        try:
            message = self.client.messages.create(
                to=to, from_=settings.TWILIO_FROM, body=body, status_callback=status_callback
            )
        except TwilioException as error:
            raise _translated(error) from None
        except (requests.ConnectTimeout, requests.exceptions.SSLError):
            raise SmsUnavailable from None
        except requests.RequestException as error:
            raise (SmsUnavailable if _never_left(error) else SmsOutcomeUnknown) from None
        except (ValueError, KeyError):
            raise SmsOutcomeUnknown from None  # an answer that is not Twilio's
        return message.sid

    def credit(self):
        """https://www.twilio.com/docs/usage/api/balance; not told of accounts under another."""
        try:
            told = self.client.balance.fetch()
            return Credit(Decimal(told.balance), told.currency)
        except (TwilioException, requests.RequestException, ValueError, TypeError, ArithmeticError):
            raise SmsUnavailable from None


def _translated(error):
    status, code = getattr(error, "status", 0), getattr(error, "code", None) or 0
    if code in PASSING_CODES:
        return SmsUnavailable()
    if code >= LOWEST_CODE:
        return SmsRefused(code)
    if status in PASSING_STATUSES:
        return SmsUnavailable()
    if status in UNKNOWN_STATUSES:
        return SmsOutcomeUnknown()
    return SmsRefused(f"http-{status}")


def _never_left(error):
    """True when no connection was made, so that nothing can have been handed over."""
    return isinstance(error, requests.ConnectionError) and "NewConnectionError" in repr(error)
