"""Before Django: a page that is the same for everybody is answered from memory.

Django renders a page once a version; its view says with `stored_page` (campaigns/views/public.py)
that nothing of the visitor is in it. Everything else passes through untouched. What is kept is
known by path, query and scheme; the language is in the path, the Host in no page.
"""

import time
from functools import lru_cache
from http import HTTPStatus

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from campaigns.statistics.traffic import is_reading
from campaigns.stored.answer import Answer, forms_of, forms_once, is_known
from campaigns.stored.memory import Memory
from campaigns.stored.tally import Tally
from campaigns.stored.version import Versions

MOST_BYTES = 48 * 1024 * 1024  # in each process
LONGEST_HOST = 255
OK = f"{HTTPStatus.OK.value} {HTTPStatus.OK.phrase}"
NOT_MODIFIED = f"{HTTPStatus.NOT_MODIFIED.value} {HTTPStatus.NOT_MODIFIED.phrase}"


class StoredPages:
    """A WSGI application around Django's."""

    def __init__(self, application, *, versions=None, memory=None, tally=None):
        self.application = application
        self.versions = versions or Versions()
        self.memory = Memory(MOST_BYTES) if memory is None else memory
        self.tally = tally or Tally()
        self.secure_header = settings.SECURE_PROXY_SSL_HEADER  # settings are slow to ask

    def __call__(self, environ, start_response):
        if not may_be_kept(environ):
            return self.application(environ, start_response)
        secure = is_secure(environ, self.secure_header)
        key = (environ["PATH_INFO"], environ.get("QUERY_STRING", ""), secure)
        version = self.versions.current()
        page = self.memory.get(key, version=version, now=time.time())
        if page is None:
            return self._render(key, version, environ, start_response)
        if page.view and is_view(environ):
            self.tally.add(page.view)
        return tell(page, environ, start_response)

    def _render(self, key, version, environ, start_response):
        """Have Django answer; keep it when its view says that it is the same for everybody."""
        conditions = environ.get("HTTP_IF_NONE_MATCH", "")
        environ["julien.whole"] = True  # the page is wanted, not a 304
        environ["julien.version"] = version
        environ["julien.tally"] = self.tally
        told = []
        response = self.application(environ, lambda *values: told.extend(values))
        stored = getattr(response, "stored", None)
        if stored is None:
            start_response(*told)
            return response
        try:
            page = answer_of(response, told[1], stored, version, environ)
        finally:
            response.close()
        if may_keep(page, told):
            self.memory.put(key, page)
        environ["HTTP_IF_NONE_MATCH"] = conditions
        return tell(page, environ, start_response)


def answer_of(response, headers, stored, version, environ):
    accept = environ.get("HTTP_ACCEPT_ENCODING", "")
    body = response.content
    return Answer(
        forms=forms_of(body, headers) if stored.until else forms_once(body, headers, accept),
        view=stored.view,
        until=stored.until,
        version=version,
    )


def may_keep(page, told):
    """With a version and an end, and nothing meant for one visitor."""
    status, headers = told[:2]
    return (
        page.version is not None
        and page.until > time.time()
        and status == OK
        and not any(name.lower() == "set-cookie" for name, _value in headers)
    )


def may_be_kept(environ):
    host = environ.get("HTTP_HOST", "")
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD") and len(host) <= LONGEST_HOST and is_ours(host)
    )


@lru_cache(maxsize=500)
def is_ours(host):
    """Whether Django would answer to that Host header; it refuses the others itself."""
    return validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)


def is_secure(environ, header):
    """As HttpRequest.is_secure: one header of the answer depends on it. `header`: None, or the
    proxy's that tells, and what it says then."""
    if header:
        name, secure = header
        told = environ.get(name)
        if told is not None:
            return told.split(",")[0].strip() == secure
    return environ["wsgi.url_scheme"] == "https"


def is_view(environ):
    purpose = environ.get("HTTP_SEC_PURPOSE", "") + environ.get("HTTP_PURPOSE", "")
    return is_reading(environ["REQUEST_METHOD"], purpose, environ.get("HTTP_USER_AGENT", ""))


def tell(page, environ, start_response):
    form = page.form_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
    if is_known(form.etag, environ.get("HTTP_IF_NONE_MATCH", "")):
        start_response(NOT_MODIFIED, list(form.unchanged))
        return []
    start_response(OK, list(form.headers))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]
