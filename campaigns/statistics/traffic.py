"""How often pages are read, and from which partner: counters, nobody's trail.

Nothing of the visitor is kept: no address, no cookie, no time of day. Robots are left out by the
name they give themselves.
"""

import logging
import re
from collections import Counter
from functools import lru_cache

from django.db import DatabaseError, connection
from django.db.models import Exists, OuterRef, Q, Sum
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns.models import Campaign, PageView
from campaigns.partners.codes import code_in
from campaigns.statistics.measures import Measure
from campaigns.statistics.page_names import page_labels
from julien.core.languages import language_name

log = logging.getLogger(__name__)

ROBOTS = re.compile(
    r"bot\b|bots?/|crawl|spider|slurp|archiver|facebookexternalhit|whatsapp|telegram|embedly"
    r"|preview|monitor|pingdom|uptime|lighthouse|pagespeed|feedfetcher|scrapy|wget|curl/"
    r"|python-requests|python-urllib|python-httpx|aiohttp|go-http-client|libwww|okhttp|java/"
    r"|node-fetch|axios|gptbot|claudebot|ccbot|perplexity|bytespider|mediapartners|validator",
    re.IGNORECASE,
)

# A source that is no partner's code is not kept: anybody can write anything into an address.
COUNT = """
INSERT INTO campaigns_pageview (day, page, language, source, count)
VALUES (%s, %s, %s, COALESCE((SELECT code FROM campaigns_partner WHERE code = %s), ''), %s)
ON CONFLICT (day, page, language, source)
DO UPDATE SET count = campaigns_pageview.count + excluded.count
"""
LONGEST_PAGE = PageView._meta.get_field("page").max_length
LONGEST_KNOWN = 400


def count_view(request, page):
    """Count one reading of `page` today; a failing database never fails the page.

    The page is kept under that name too: whoever is shown it again is counted by campaigns.stored,
    whose tally counts this time as well. Past its door it is one statement. A page that is written
    for all (campaigns.stored.written) is counted where it is given to the one who asked.
    """
    request.viewed_as = page[:LONGEST_PAGE]
    if getattr(request, "is_in_general", False) or not is_reader(request):
        return
    if (tally := request.environ.get("julien.tally")) is not None:
        tally.add(view_of(request))
        return
    try:
        write_views({(timezone.localdate(), *view_of(request)): 1})
    except DatabaseError as error:
        log.warning("traffic: a view of %s is not counted (%s)", page, type(error).__name__)


def view_of(request):
    """What a page that was given a name is counted as: (page, language, source)."""
    return request.viewed_as, get_language(), code_in(request)


def write_views(counts):
    """Add {(day, page, language, source): views}. One statement each."""
    with connection.cursor() as cursor:
        cursor.executemany(COUNT, [(*view, count) for view, count in counts.items()])


def is_reader(request):
    """Whether a person asked to see the page: no robot, no prefetch, no HEAD."""
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return is_reading(request.method, purpose, request.headers.get("User-Agent", ""))


def is_reading(method, purpose, agent):
    """The same, of the three values that tell."""
    return method == "GET" and "prefetch" not in purpose and not is_robot(agent)


def is_robot(agent):
    """Whether it gives itself the name of one."""
    return known_agent(agent) if len(agent) <= LONGEST_KNOWN else bool(ROBOTS.search(agent))


@lru_cache(maxsize=2000)
def known_agent(agent):
    """Browsers give themselves few names: each is looked through once."""
    return bool(ROBOTS.search(agent))


def collect(scope):
    """views.total, and the same by language, source and page, of the days of the scope.

    Three queries at most, whatever the number of days.
    """
    languages, sources, pages = _counted(_views(scope))
    named = page_labels(pages)
    population = _("pages publiques affichées à des personnes, robots exclus")
    yield Measure("views.total", _("Pages vues"), sum(languages.values()), population=population)
    for group, label, counts, say in (
        ("views.language", _("Pages vues en %(of)s"), languages, language_name),
        ("views.source", _("Pages vues par le lien « %(of)s »"), sources, str),
        ("views.page", _("Page : %(of)s"), pages, named.get),
    ):
        for value, count in counts.items():
            code = f"{group}.{value.replace(':', '.')}"
            words = label % {"of": say(value)}
            yield Measure(code, words, count, group=group, population=population)


def _views(scope):
    """What was read on the days of a campaign; without one, on the days that no campaign had."""
    views = PageView.objects.filter(day__range=(scope.first, scope.last))
    if scope.campaign:
        return views
    ends_later = Q(ends_on=None) | Q(ends_on__gte=OuterRef("day"))
    return views.exclude(
        Exists(Campaign.objects.filter(ends_later, starts_on__lte=OuterRef("day")))
    )


def _counted(views):
    """{language: views}, {source: views} without those of none, {page: views}; each in order."""
    by = ("language", "source", "page")
    found = [Counter(), Counter(), Counter()]
    for *values, total in views.values_list(*by).annotate(total=Sum("count")).order_by(*by):
        for counter, value in zip(found, values, strict=True):
            counter[value] += total
    del found[1][""]
    return [dict(sorted(counter.items())) for counter in found]
