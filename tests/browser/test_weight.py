"""What a phone on a slow network has to fetch before it shows a page."""

import gzip

import pytest

from tests.browser.routes import PUBLIC
from tests.browser.test_pages import visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_BYTES = 20_000
MOST_SHEET_BYTES = 6_000
MOST_REQUESTS = 4
# The figures share a sheet with the team's page of figures: one more, and a light one.
SHEETS = {"public_figures": 2}


@pytest.mark.parametrize("route", PUBLIC, ids=str)
def test_first_view_of_a_public_page_is_light(open_page, route):
    page = visit(open_page, route, width=360)

    weights = {address: weight(page, address) for address in fetched(page)}

    assert sum(weights.values()) <= MOST_BYTES, weights
    sheets = [address for address in weights if address.endswith(".css")]
    assert len(sheets) == SHEETS.get(str(route), 1)
    assert sum(weights[sheet] for sheet in sheets) <= MOST_SHEET_BYTES
    assert len(weights) - len(sheets) < MOST_REQUESTS, weights


def fetched(page):
    """The page and what it waits for. The icon of the tab comes after, when it comes."""
    names = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    return [page.url, *(name for name in names if not name.endswith("/mark.svg"))]


def weight(page, address):
    return len(gzip.compress(page.request.get(address).body()))
