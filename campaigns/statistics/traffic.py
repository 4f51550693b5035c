"""How often pages are read, and from which partner: counters, nobody's trail.

Nothing of the visitor is kept: no address, no cookie, no time of day. Robots are left out by the
name they give themselves.
"""

import logging
import re
from functools import lru_cache

from django.db import DatabaseError, connection
from django.db.models import Exists, OuterRef, Q, Sum
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns.models import Campaign, PageView
from campaigns.partners.codes import code_in
from campaigns.statistics.measures import Measure

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
    """Count one reading of `page` today. One statement; a failing database never fails the page.

    The page is kept under that name too: whoever is shown it again is counted by campaigns.stored.
    """
    request.viewed_as = page[:LONGEST_PAGE]
    if not is_reader(request):
        return
    try:
        write_views(
            {(timezone.localdate(), request.viewed_as, get_language(), code_in(request)): 1}
        )
    except DatabaseError as error:
        log.warning("traffic: a view of %s is not counted (%s)", page, type(error).__name__)


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
    """views.total, and the same by language and by source, of the days of the scope."""
    views = _views(scope)
    languages = counted(views, "language")
    sources = counted(views.exclude(source=""), "source")
    population = _("pages publiques affichées à des personnes, robots exclus")
    yield Measure("views.total", _("Pages vues"), sum(languages.values()), population=population)
    for group, label, counts in (
        ("views.language", _("Pages vues en %(of)s"), languages),
        ("views.source", _("Pages vues par le lien « %(of)s »"), sources),
    ):
        for value, count in counts.items():
            yield Measure(
                f"{group}.{value}", label % {"of": value}, count, group=group, population=population
            )


def _views(scope):
    """What was read on the days of a campaign; without one, on the days that no campaign had."""
    views = PageView.objects.filter(day__range=(scope.first, scope.last))
    if scope.campaign:
        return views
    ends_later = Q(ends_on=None) | Q(ends_on__gte=OuterRef("day"))
    return views.exclude(
        Exists(Campaign.objects.filter(ends_later, starts_on__lte=OuterRef("day")))
    )


def counted(views, field):
    """{value of field: views}, in the order of the values."""
    rows = views.values_list(field).annotate(total=Sum("count")).order_by(field)
    return dict(rows)
