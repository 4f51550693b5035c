"""SMS through any operator that takes one HTTP request a message, described by settings.

SMS_HTTP_BODY is what is posted, as JSON or as a form, with {to}, {from}, {text} and {report} in
the places of its values. SMS_HTTP_ID is the way to the operator's id in its JSON answer
("messages.0.id").
"""

import json
import re
from urllib.parse import parse_qsl

import requests
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from requests_intake.sms.gateways.base import SmsOutcomeUnknown, SmsRefused, SmsUnavailable

SECONDS_TO_CONNECT = 3.05
SECONDS_TO_ANSWER = 10
# A machine in between answered: nobody knows whether the operator got it.
UNKNOWN_STATUSES = frozenset({408, 502, 504})
PLACES = {"{to}", "{from}", "{text}", "{report}"}
_PLACE = re.compile(r"\{\w*\}")


class HttpGateway:
    def __init__(self):
        self.session = requests.Session()
        self.session.headers.update(read_headers(settings.SMS_HTTP_HEADERS))
        self.kind, self.body = read_body(settings.SMS_HTTP_BODY)

    def send(self, *, to, body, status_callback):
        values = {
            "{to}": to,
            "{from}": settings.SMS_HTTP_FROM,
            "{text}": body,
            "{report}": status_callback,
        }
        try:
            answer = self.session.post(
                settings.SMS_HTTP_URL,
                **{self.kind: fill(self.body, values)},
                timeout=(SECONDS_TO_CONNECT, SECONDS_TO_ANSWER),
                allow_redirects=False,
            )
        except (requests.ConnectTimeout, requests.exceptions.SSLError):
            raise SmsUnavailable from None
        except requests.RequestException as error:
            raise (SmsUnavailable if _never_left(error) else SmsOutcomeUnknown) from None
        return _id_in(answer)

    def credit(self):
        return None  # no two operators tell it alike


def read_headers(text):
    """ "Authorization: Bearer x; X-Account: y" as a dictionary."""
    pairs = [part.partition(":") for part in text.split(";") if part.strip()]
    return {name.strip(): value.strip() for name, _colon, value in pairs}


def read_body(text):
    """("json" or "data", the body with its places). Refuses a place nobody will fill."""
    unknown = set(_PLACE.findall(text)) - PLACES
    if unknown or not {"{to}", "{text}"} <= set(_PLACE.findall(text)):
        raise ImproperlyConfigured(
            "SMS_HTTP_BODY must hold {to} and {text}, may hold {from} and {report}, and nothing"
            f" else in braces: {', '.join(sorted(unknown)) or 'one is missing'}."
        )
    try:
        return "json", json.loads(text)
    except ValueError:
        return "data", dict(parse_qsl(text, strict_parsing=True))


def fill(template, values):
    """The same structure, with what belongs in its places: a text never becomes structure."""
    if isinstance(template, dict):
        return {name: fill(part, values) for name, part in template.items()}
    if isinstance(template, list):
        return [fill(part, values) for part in template]
    if isinstance(template, str):
        return _PLACE.sub(lambda place: values[place.group()], template)
    return template


def found_at(said, way):
    """What stands in an answer at "messages.0.id". Raises LookupError, ValueError or TypeError."""
    for step in way.split("."):
        said = said[int(step) if isinstance(said, list) else step]
    return said


def _id_in(answer):
    status = answer.status_code
    if status in UNKNOWN_STATUSES:
        raise SmsOutcomeUnknown
    if str(status) in settings.SMS_HTTP_PASSING:
        raise SmsUnavailable
    if not 200 <= status < 300:
        raise SmsRefused(f"http-{status}")
    try:
        found = found_at(answer.json(), settings.SMS_HTTP_ID)
    except (ValueError, LookupError, TypeError):
        raise SmsOutcomeUnknown from None  # it took something, and we cannot tell what
    return f"http-{found}"[:64]


def _never_left(error):
    """True when no connection was made, so that nothing can have been handed over."""
    return isinstance(error, requests.ConnectionError) and "NewConnectionError" in repr(error)
