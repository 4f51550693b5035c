"""What a phone on a slow network has to fetch before it shows a page."""

import gzip

MOST_BYTES = 20_000
MOST_SHEET_BYTES = 6_000
MOST_REQUESTS = 4
# These share a sheet with a page of the team: one more, and a light one.
SHEETS = {"public_figures": 2, "question": 2}


def too_heavy(page, route):
    """Each bound that the page breaks, with what weighs. Ask before anything else is fetched."""
    weights = {address: weight(page, address) for address in fetched(page)}
    sheets = [address for address in weights if address.endswith(".css")]
    faults = []
    if sum(weights.values()) > MOST_BYTES:
        faults.append(weights)
    if len(sheets) != SHEETS.get(str(route), 1) or len(weights) - len(sheets) >= MOST_REQUESTS:
        faults.append(list(weights))
    if sum(weights[sheet] for sheet in sheets) > MOST_SHEET_BYTES:
        faults.append({sheet: weights[sheet] for sheet in sheets})
    return faults


def fetched(page):
    """The page and what it waits for. The icon of the tab comes after, when it comes."""
    names = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    return [page.url, *(name for name in names if not name.endswith("/mark.svg"))]


def weight(page, address):
    return len(gzip.compress(page.request.get(address).body()))
