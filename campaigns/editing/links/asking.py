"""Ask another site whether a page is still there. Bounded in time, in bytes and in where it goes.

HEAD first; GET where HEAD says anything but "here it is", and for pages of text, which may say
that they do not exist while answering 200. Knows no row and no clock of ours.
"""

import http.client
import re
import socket
import ssl
import threading
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from campaigns.editing.links.guard import Inside, is_public, is_web_address, place_of
from campaigns.models import Link

Problem = Link.Problem
DEADLINE = 15.0  # seconds for one answer, however slowly it drips
MOST_BYTES = 64 * 1024  # read of a page; the rest is left unread
MOST_HOPS = 6
AGENT = "JU-lien link check"
PERMANENT = {301, 308}
REDIRECTS = PERMANENT | {302, 303, 307}
GONE = {404, 410}
TITLE = re.compile(r"<(?:title|h1)\b[^>]*>(.{0,300}?)</(?:title|h1)>", re.I | re.S)
SAYS_MISSING = re.compile(
    r"\b404\b|introuvable|non trouvée|n.existe (?:pas|plus)|not found|nicht gefunden|non trovata",
    re.I,
)


@dataclass(frozen=True)
class Answer:
    """`problem` is "" when the page is there. `moved_to`: each step there was a permanent one.
    `wait`: seconds the site asks us to wait, 0 when it does not say."""

    problem: str = ""
    status: int | None = None
    moved_to: str = ""
    wait: int = 0


@dataclass(frozen=True)
class Reply:
    """One answer of one server, as far as it was read."""

    status: int
    location: str
    is_text: bool
    wait: int
    body: str


def ask(address, *, may_reach=is_public, deadline=DEADLINE):
    """The Answer for an address. Never raises, whatever the other side does."""
    seen, here, permanent = set(), address, True
    while len(seen) < MOST_HOPS:
        if not is_web_address(here):
            return Answer(problem=Problem.NOT_AN_ADDRESS)
        if here in seen:
            break
        seen.add(here)
        reply = reply_or_problem(here, may_reach, deadline)
        if not isinstance(reply, Reply):
            return Answer(problem=reply)
        if reply.status not in REDIRECTS or not reply.location:
            return judged(address, here, reply, permanent)
        permanent = permanent and reply.status in PERMANENT
        here = urljoin(here, reply.location).partition("#")[0]
    return Answer(problem=Problem.LOOP)


def judged(asked, here, reply, permanent):
    """What a final reply means."""
    moved_to = here if permanent and here != asked else ""
    problem = ""
    if reply.status in GONE:
        problem = Problem.NOT_FOUND
    elif (reply.status in (429, 503) and reply.wait) or reply.status == 429:
        problem = Problem.BUSY
    elif reply.status >= 500:
        problem = Problem.SERVER
    elif reply.status >= 400:
        problem = Problem.FORBIDDEN
    elif says_missing(reply.body) or lost_its_path(asked, here):
        problem = Problem.SOFT
    return Answer(problem, reply.status, "" if problem else moved_to, reply.wait)


def says_missing(body):
    return any(SAYS_MISSING.search(title) for title in TITLE.findall(body))


def lost_its_path(asked, here):
    """A deep page that sends on to the front page of its site says, politely, that it is gone."""
    return urlsplit(asked).path.strip("/") != "" and urlsplit(here).path in ("", "/")


def reply_or_problem(address, may_reach, deadline):
    """A Reply, or a Problem."""
    try:
        reply = exchange("HEAD", address, may_reach, deadline)
        if (reply.status == 200 and not reply.is_text) or reply.status in REDIRECTS:
            return reply
    except Inside:
        return Problem.INSIDE
    except (OSError, http.client.HTTPException, ValueError):
        pass  # some servers cannot do HEAD: what GET says counts
    try:
        return exchange("GET", address, may_reach, deadline)
    except Inside:
        return Problem.INSIDE
    except (OSError, http.client.HTTPException, ValueError) as error:
        return problem_of(error)


def problem_of(error):
    """What a failed connection means, most special kinds first."""
    kinds = (
        (TimeoutError, Problem.TIMEOUT),
        (ssl.SSLError, Problem.TLS),
        (socket.gaierror, Problem.NO_SUCH_HOST),
        (http.client.HTTPException, Problem.GARBLED),
        (ValueError, Problem.GARBLED),
    )
    return next((problem for kind, problem in kinds if isinstance(error, kind)), Problem.REFUSED)


def exchange(method, address, may_reach, deadline):
    """One request and what comes back within the deadline, as a Reply."""
    parts = urlsplit(address)
    family, place = place_of(parts, may_reach=may_reach)
    with socket.socket(family, socket.SOCK_STREAM) as plain:
        plain.settimeout(deadline)
        late = Late(plain, deadline)
        try:
            plain.connect(place)
            reply = talk(method, parts, plain, late)
        except (OSError, http.client.HTTPException) as error:
            if late.rang:
                raise TimeoutError from error
            raise
        finally:
            late.cancel()
            late.connection.close()
    if late.rang:
        raise TimeoutError  # what came before the cut is not the whole answer
    return reply


class Late:
    """Cuts a connection at the deadline: a server that sends a byte a second never times out."""

    def __init__(self, connection, deadline):
        self.rang = False
        self.connection = connection
        self._timer = threading.Timer(deadline, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def _cut(self):
        self.rang = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it ended by itself in this very moment

    def cancel(self):
        self._timer.cancel()


def talk(method, parts, plain, late):
    connection = http.client.HTTPConnection(parts.hostname, parts.port)
    connection.sock = plain
    if parts.scheme == "https":
        context = ssl.create_default_context()
        secure = context.wrap_socket(
            plain, server_hostname=parts.hostname, do_handshake_on_connect=False
        )
        connection.sock = late.connection = secure  # the plain one is no longer ours to cut
        secure.do_handshake()
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=-._~")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=?-._~")
    headers = {"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"}
    connection.request(method, target, headers=headers)
    response = connection.getresponse()
    try:
        return read_reply(method, response)
    finally:
        response.close()
        connection.close()


def read_reply(method, response):
    kind = response.headers.get_content_type()
    is_text = kind in ("text/html", "application/xhtml+xml")
    body = response.read(MOST_BYTES) if method == "GET" and is_text else b""
    return Reply(
        status=response.status,
        location=response.headers.get("Location", "").strip(),
        is_text=is_text,
        wait=seconds(response.headers.get("Retry-After", "")),
        body=body.decode(response.headers.get_content_charset("utf-8"), errors="replace"),
    )


def seconds(text):
    """Retry-After in seconds; a date or nonsense counts as not said."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
