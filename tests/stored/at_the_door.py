"""Ask the product as its web server does, through the door that keeps pages."""

import io
from collections import Counter
from dataclasses import dataclass, field

from django.core.handlers.wsgi import WSGIHandler

from campaigns.stored.door import StoredPages
from campaigns.stored.memory import Memory
from campaigns.stored.tally import Tally
from campaigns.stored.version import Versions

PERSON = "Mozilla/5.0 (Linux; Android 14; Pixel 7) Chrome/140.0 Mobile Safari/537.36"


@dataclass
class Told:
    status: int
    headers: dict
    body: bytes
    rendered: bool  # whether Django was asked


@dataclass
class Door:
    """The product behind a door that looks up the version each time, unless told otherwise."""

    every: float = 0.0
    most_bytes: int = 10_000_000
    rendered: Counter = field(default_factory=Counter)

    def __post_init__(self):
        django = WSGIHandler()

        def counting(environ, start_response):
            self.rendered[environ["PATH_INFO"]] += 1
            return django(environ, start_response)

        self.tally = Tally(by_itself=False)
        self.memory = Memory(self.most_bytes)
        self.versions = Versions(every=self.every)
        self.pages = StoredPages(
            counting, versions=self.versions, memory=self.memory, tally=self.tally
        )

    def ask(self, address, *, method="GET", host="testserver", scheme="http", **headers):
        """Headers by their WSGI name: HTTP_ACCEPT_ENCODING="br"."""
        path, _mark, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": scheme,
            "wsgi.input": io.BytesIO(),
            "HTTP_HOST": host,
            "HTTP_USER_AGENT": PERSON,
            **headers,
        }
        told, before = [], self.rendered.total()
        response = self.pages(environ, lambda *values: told.extend(values))
        body = b"".join(response)
        if hasattr(response, "close"):
            response.close()
        return Told(int(told[0].split()[0]), dict(told[1]), body, self.rendered.total() > before)
