"""What a phone on a slow network has to fetch before it shows a page."""

import gzip

import pytest

from tests.browser.routes import GUIDES, PUBLIC
from tests.browser.test_pages import visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_BYTES = 20_000
MOST_SHEET_BYTES = 6_000
MOST_REQUESTS = 4


@pytest.mark.parametrize("route", [*PUBLIC, *GUIDES[1:]], ids=str)
def test_first_view_of_a_public_page_is_light(open_page, route):
    page = visit(open_page, route, width=360)
    fetched = page.evaluate(
        "[location.href, ...performance.getEntriesByType('resource').map((entry) => entry.name)]"
    )

    weights = {address: weight(page, address) for address in fetched}

    assert len(weights) <= MOST_REQUESTS
    assert sum(weights.values()) <= MOST_BYTES
    sheets = {address: bytes_ for address, bytes_ in weights.items() if address.endswith(".css")}
    assert len(sheets) == 1
    assert sum(sheets.values()) <= MOST_SHEET_BYTES


def weight(page, address):
    return len(gzip.compress(page.request.get(address).body()))
