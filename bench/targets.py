"""What is measured: the limits, the public pages, the door, the desk."""

import os
from http.client import HTTPConnection
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from bench.load import Target, get

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
GZIP = {"Accept-Encoding": "gzip"}
SMS = "/webhooks/twilio/sms/"


def all_targets(*, bare, product, session):
    """Every target; `session` is the cookie of a logged-in caller."""
    etag = _etag(product, "/fr/")
    return [
        Target("WSGI, bytes", bare, get("/wsgi"), 200, 2000),
        Target("Django view, no middleware", bare, get("/view"), 200, 1200),
        Target("Django view, select 1", bare, get("/select"), 200, 800),
        Target("home", product, get("/fr/", **GZIP), 200, 160),
        Target("home, not modified", product, get("/fr/", **{"If-None-Match": etag}), 304, 160),
        Target("list of all aids", product, get("/fr/aides/", **GZIP), 200, 80),
        Target("one aid", product, get("/fr/aides/aide-sociale/", **GZIP), 200, 160),
        Target("search", product, get("/fr/aides/?q=dentiste", **GZIP), 200, 160),
        Target("search, misspelt", product, get("/fr/aides/?q=assurence", **GZIP), 200, 160),
        Target("SMS received", product, _sms, 200, 160),
        Target("queue of callbacks", product, get("/equipe/", Cookie=session), 200, 60),
    ]


def _sms(number):
    """A new person each time: signature, request, promise, acknowledgement, encryption, audit."""
    fields = {
        "MessageSid": f"SMbench{number}",
        "From": f"+4179{number % 9_000_000 + 1_000_000}",
        "To": "+41795550100",
        "Body": "bonjour",
    }
    address = os.environ["PUBLIC_BASE_URL"] + SMS
    signature = RequestValidator(os.environ["TWILIO_AUTH_TOKEN"]).compute_signature(address, fields)
    return "POST", SMS, urlencode(fields), FORM | {"X-Twilio-Signature": signature}


def _etag(port, path):
    line = HTTPConnection("127.0.0.1", port)
    line.request("GET", path)
    answer = line.getresponse()
    answer.read()
    return answer.headers["ETag"]
