"""What is measured: the limits, the public pages, the door, the desk.

`beside` names the limit of a target: WSGI that sends the very bytes and headers of the page, asked
with the same headers.
"""

import os
from http.client import HTTPConnection
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from bench.load import Target, get

ASK = "/fr/rappel/"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BROTLI = {"Accept-Encoding": "br"}
SMS = "/webhooks/twilio/sms/"
BARE_VIEW, SELECT_ONE = "Django view, no middleware", "Django view, select 1"
HOME, LIST, AID = "/fr/", "/fr/aides/", "/fr/aides/aide-sociale/"
FLOOR = "WSGI, signature and insert"
# CPU is told in hundredths of a second: with 4'000 kept pages a round was 22 of them.
MANY, SOME, FEW = 12_000, 1_000, 80


def all_targets(*, bare, product, session):
    """Every target; `session` is the cookie of a logged-in caller."""
    known = {"If-None-Match": as_sent(product, HOME)["headers"]["ETag"]}
    return [
        Target("WSGI, hello", bare, get("/wsgi"), 200, MANY),
        Target(BARE_VIEW, bare, get("/view"), 200, SOME * 2),
        Target(SELECT_ONE, bare, get("/select"), 200, SOME),
        Target(FLOOR, bare, _sms, 200, SOME),
        Target("WSGI, the bytes of home", bare, get("/bytes/home", **BROTLI), 200, MANY),
        Target("home", product, get(HOME, **BROTLI), 200, MANY, beside="WSGI, the bytes of home"),
        Target("WSGI, 304", bare, get("/bytes/unchanged", **known), 304, MANY),
        Target("home, not modified", product, get(HOME, **known), 304, MANY, beside="WSGI, 304"),
        Target("WSGI, the bytes of the list", bare, get("/bytes/list", **BROTLI), 200, MANY),
        Target(
            *("list of all aids", product, get(LIST, **BROTLI), 200, MANY),
            beside="WSGI, the bytes of the list",
        ),
        Target("one aid", product, get(AID, **BROTLI), 200, MANY),
        # The answer to an invented code is never kept: Django makes it of what it wrote for all.
        # What the first visitor after an edit waits for stands in bench.search_size.
        Target("home, invented code", product, get(HOME + "?s=nobody", **BROTLI), 200, SOME),
        Target("list, invented code", product, get(LIST + "?s=nobody", **BROTLI), 200, SOME),
        Target("one aid, invented code", product, get(AID + "?s=nobody", **BROTLI), 200, SOME),
        Target("search", product, get(LIST + "?q=dentiste", **BROTLI), 200, FEW),
        Target("search, misspelt", product, get(LIST + "?q=assurence", **BROTLI), 200, FEW),
        Target("search, many hits", product, get(LIST + "?q=aide", **BROTLI), 200, FEW),
        Target("SMS received", product, _sms, 200, FEW, beside=FLOOR),
        Target("the same SMS delivered again", product, _sms, 200, FEW),  # just sent above
        Target("form sent", product, _form, 303, FEW),
        # Who looks first takes in all that the targets above have just sent.
        Target(
            *("queue of callbacks", product, get("/equipe/", Cookie=session), 200, FEW),
            asked_before=True,
        ),
    ]


def pages_as_sent(port):
    """{name: (status, headers, body)} for bench.bare."""
    home, whole_list = as_sent(port, HOME), as_sent(port, LIST)
    bodiless = {"Content-Length", "Content-Type", "Content-Encoding"}
    unchanged = {name: told for name, told in home["headers"].items() if name not in bodiless}
    return {
        "home": ("200 OK", tuple(home["headers"].items()), home["body"]),
        "list": ("200 OK", tuple(whole_list["headers"].items()), whole_list["body"]),
        "unchanged": ("304 Not Modified", tuple(unchanged.items()), b""),
    }


def as_sent(port, path):
    """{headers, body} of a kept page, as a browser that knows brotli gets it."""
    line = HTTPConnection("127.0.0.1", port)
    for _twice in range(2):
        line.request("GET", path, headers=BROTLI)
        answer = line.getresponse()
        body = answer.read()
    by_server = {"Server", "Date"}
    told = {name.title(): value for name, value in answer.getheaders()}
    headers = {
        "ETag" if name == "Etag" else name: value
        for name, value in told.items()
        if name not in by_server
    }
    return {"headers": headers, "body": body}


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


def _form(number):
    """A new person each time: form, weighing, request, promise, acknowledgement, audit."""
    fields = {
        "phone": f"+4178{number % 9_000_000 + 1_000_000}",
        "windows": "morning",
        "message": "Je ne sais plus quoi faire",
        "may_text": "yes",
    }
    return "POST", ASK, urlencode(fields), FORM
