"""What every page for residents has in common."""

import re
import time
from dataclasses import dataclass
from functools import partial, wraps
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from campaigns.partners.codes import code_in
from campaigns.services.terms import terms
from campaigns.statistics.traffic import view_of
from campaigns.stored.tally import next_midnight
from campaigns.stored.written import written_once

A_MINUTE = 60
# The queries of pages that may be kept, as our own links write them.
QUERY = re.compile(
    r"(?:situation=[a-z0-9-]{1,60})?(?:(?:^|&)page=[1-9]\d{0,3})?(?:(?:^|&)s=[A-Za-z0-9_-]{1,20})?"
)


@dataclass(frozen=True)
class Stored:
    """What campaigns.stored is told of an answer. `view`: what it is counted as, (page, language,
    source), or None. `until`: seconds since 1970; 0 for an answer that is packed on its way but not
    kept."""

    view: tuple | None
    until: float


def public_page(view):
    """Open to everybody, read only, and by ETag sent again only when it changed."""
    return login_not_required(require_safe(conditional_page(view)))


def day_ends():
    """The next midnight where the desk or one of its calendars is, or where the days are counted:
    phases, promises and overdue checks change then, and at no other hour."""
    known = terms()
    calendars = [one.calendar for one in (known.desk, *known.campaigns) if one and one.calendar]
    zones = {ZoneInfo(calendar.time_zone) for calendar in calendars}
    return min(next_midnight(zone) for zone in {*zones, timezone.get_default_timezone()})


def in_a_minute():
    return time.time() + A_MINUTE


def kept(until):
    """Decorator: campaigns.stored keeps the answers to GET until `until()`, or until an editor
    publishes, and compresses them.

    Promise of the view: nothing of the visitor is in its answer but the path and the query, there
    is no secret in it, and what it shows depends on rows of watched tables
    (campaigns/stored/watch.py) and on what `until` knows of time.
    """

    def decorator(view):
        @wraps(view)
        def told(request, *args, **kwargs):
            if "julien.whole" not in request.environ:  # asked past the door, as tests do
                return view(request, *args, **kwargs)
            request.META.pop("HTTP_IF_NONE_MATCH", None)
            end = until()  # before the view reads the clock
            response = view(request, *args, **kwargs)
            if response.status_code == 200:
                response.stored = Stored(
                    view=view_of(request) if getattr(request, "viewed_as", "") else None,
                    until=end if is_everybodys(request) else 0.0,
                )
            return response

        return told

    return decorator


def packed(view):
    """A page for one visitor without a secret in it: compressed on its way, never kept."""
    return kept(lambda: 0.0)(view)


def stored_page(view=None, *, reads=()):
    """A public page that is the same for everybody, all day: see `kept`, and `written_once` for
    `reads`, the names of the parameters it depends on."""
    if view is None:
        return partial(stored_page, reads=reads)
    return public_page(kept(day_ends)(written_once(day_ends, reads)(view)))


def understood(request, **known):
    """Whether the view knows the value of these parameters: the page may be kept with them."""
    request.understood = frozenset(name for name, is_known in known.items() if is_known)


def is_everybodys(request):
    """Whether its address is one that many people open. Anybody can invent partners' codes and
    parameters without end: they must not crowd out the pages that are read."""
    if not QUERY.fullmatch(request.META.get("QUERY_STRING", "")):
        return False
    others = request.GET.keys() - {"s"} - getattr(request, "understood", frozenset())
    code = code_in(request)
    return not others and (not code or code in terms().partners())


def confide(response):
    """What someone searched is kept by no cache and in no index."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
