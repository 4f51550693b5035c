"""Pages as Django wrote them, for whoever asks for one with another query.

A partner's link carries its code from page to page, and other sites hang parameters of their own
on ours. Anybody can invent more of both, so such an address is not kept (campaigns.stored.memory).
What it shows is a known page but for the code: each page is written once a version with a stand-in
for any code, and once without one; the code then goes where the stand-in is.
"""

import time
from copy import copy
from dataclasses import dataclass
from functools import wraps

from django.http import HttpResponse, QueryDict

from campaigns.partners.codes import STAND_IN, code_in
from campaigns.statistics.traffic import count_view
from campaigns.stored.memory import Memory

MOST_BYTES = 16 * 1024 * 1024  # in each process


@dataclass(frozen=True)
class Written:
    """What a view answered. `until`: seconds since 1970."""

    content: bytes
    headers: dict
    viewed_as: str
    understood: frozenset
    version: object
    until: float

    @property
    def size(self):
        return len(self.content)


pages = Memory(MOST_BYTES)


def written_once(until, reads=()):
    """Decorator: a page is written once a version, until `until()`, for all partners together.

    Promise of the view: its answer to a GET depends on nothing of the request but the path and the
    parameters named in `reads`, and repeats a partner's code as it stands. What it `understood` of
    them (campaigns.views.public) is what the page may be kept under. Past the door nothing is kept.
    """

    def decorator(view):
        @wraps(view)
        def told(request, *args, **kwargs):
            version, code = request.environ.get("julien.version"), code_in(request)
            if version is None:
                return view(request, *args, **kwargs)
            asked = {name: request.GET[name] for name in reads if request.GET.get(name)}
            key = (request.path_info, tuple(asked.items()), bool(code))
            page = pages.get(key, version=version, now=time.time())
            if page is None:
                end = until()  # before the view reads the clock
                general = in_general(request, asked, code)
                response = view(general, *args, **kwargs)
                page = of_answer(response, general, version, end)
                if response.status_code == 200 and asked.keys() <= page.understood:
                    pages.put(key, page)
            else:
                response = HttpResponse(page.content, headers=page.headers)
            return for_one(request, response, page, code)

        return told

    return decorator


def in_general(request, asked, code):
    """The request for the same page with nothing in its query but what the page depends on."""
    general = copy(request)
    general.resolver_match = request.resolver_match  # no copy takes it along
    general.is_in_general = True
    general.GET = QueryDict(mutable=True)
    general.GET.update(asked | ({"s": STAND_IN} if code else {}))
    general.META = request.META | {"QUERY_STRING": general.GET.urlencode()}
    return general


def of_answer(response, general, version, end):
    return Written(
        content=response.content,
        headers=dict(response.headers),
        viewed_as=getattr(general, "viewed_as", ""),
        understood=getattr(general, "understood", frozenset()),
        version=version,
        until=end,
    )


def for_one(request, response, page, code):
    """The answer with that visitor's code in it; the view is counted."""
    if page.viewed_as:
        count_view(request, page.viewed_as)
    request.understood = page.understood
    if code:
        response.content = page.content.replace(STAND_IN.encode(), code.encode())
        if leads_to := response.headers.get("Location"):
            response.headers["Location"] = leads_to.replace(STAND_IN, code)
    return response
