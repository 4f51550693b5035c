"""Page views, spread over the days of a campaign."""

from collections import Counter
from datetime import timedelta

from campaigns.models import PageView

# page → weight. Names as campaigns.statistics.traffic counts them.
PAGES = {
    "home": 37,
    "aids": 18,
    "search": 10,
    "figures": 2,
    "aid:reduction-primes-partielle": 9,
    "aid:prestations-complementaires": 6,
    "aid:aide-sociale": 5,
    "aid:consultation-dettes": 4,
    "aid:avance-pensions": 3,
    "aid:carteculture": 2,
    "situation:enfants": 5,
    "situation:petite-retraite": 5,
}
SOURCES = {"": 86, "entraide": 5, "commune": 4, "paroisse": 2, "antenne": 3}


def spread_views(first, last, total, random):
    """Unsaved PageView rows that add up to `total`."""
    days = (last - first).days
    seen = Counter(
        (
            first + timedelta(days=min(days, int(random.triangular(0, days + 1, 5)))),
            random.choices(list(PAGES), list(PAGES.values()))[0],
            random.choices(list(SOURCES), list(SOURCES.values()))[0],
        )
        for _ in range(total)
    )
    return [
        PageView(day=day, page=page, language="fr", source=source, count=count)
        for (day, page, source), count in sorted(seen.items())
    ]
