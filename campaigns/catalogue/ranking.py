"""How much each aid speaks of what was meant.

Each thing that was meant (a word, a meaning of a synonym) counts once per aid, by where it stands
in its texts, and more when few aids speak of it. What the texts of all aids are worth for one
word is asked of the database once a version of the pages, and kept by the process.
"""

import math
from array import array
from collections import defaultdict
from heapq import nsmallest

from django.db import connection

from campaigns.models import Aid, SituationAid
from campaigns.stored.shelf import kept_on_the_shelf, shelf

WORTH = """
WITH asked AS MATERIALIZED (  -- else each aid found reads them from text anew
    SELECT place, wanted::tsquery, counted::tsquery
    FROM unnest(%(wanted)s::text[], %(counted)s::text[]) WITH ORDINALITY t(wanted, counted, place)
)
SELECT place, aid_id, worth::float8
FROM asked CROSS JOIN LATERAL (
    SELECT aid_id, ts_rank(%(weights)s::real[], vector, counted) AS worth
    FROM campaigns_searchdocument
    WHERE vector @@ wanted AND language = %(language)s
    OFFSET 0  -- else PostgreSQL reads the vectors of all aids for each word
) AS found
"""
# How much a word counts in D (whom to ask, papers), C (conditions), B (for whom), A (title).
WEIGHTS = [0.05, 0.15, 0.45, 1.0]
MOST_HITS = 60


def rank(terms, *, language, situation="", version=None):
    """[(id of an aid, score)], best first, at most MOST_HITS, published ones only.

    `terms`: (concept, what an aid must hold, what is counted, how sure). What is asked of the
    database is kept under `version` (campaigns.stored.shelf): nothing when it is all known.
    """
    addresses = _addresses(version)
    shown = _in_situation(situation, version) & addresses.keys() if situation else addresses
    worth_of = _worths({(wanted, counted) for _, wanted, counted, _ in terms}, language, version)
    concepts = defaultdict(dict)
    for concept, wanted, counted, sure in terms:
        of_concept = concepts[concept]
        for aid_id, worth in zip(*worth_of[wanted, counted], strict=True):
            if aid_id in shown and sure * worth > of_concept.get(aid_id, 0.0):
                of_concept[aid_id] = sure * worth
    scores = defaultdict(float)
    for of_concept in concepts.values():
        rarity = _rarity(len(of_concept), len(addresses))
        for aid_id, worth in of_concept.items():
            scores[aid_id] += worth * rarity
    return nsmallest(MOST_HITS, scores.items(), key=lambda hit: (-hit[1], addresses[hit[0]]))


def _rarity(found, known):
    """1 for what one aid speaks of, towards 0 for what all do."""
    return math.log(1 + known / found) / math.log(1 + known) if found else 0.0


def _addresses(version):
    """{id: address} of the published aids; the address settles a tie."""
    published = Aid.objects.published().order_by()  # sorting them all is for nothing
    return kept_on_the_shelf(
        version, "addresses", lambda: dict(published.values_list("pk", "slug"))
    )


def _in_situation(slug, version):
    """The ids of the aids of a life situation."""
    links = SituationAid.objects.filter(situation__slug=slug)
    return kept_on_the_shelf(
        version, ("of situation", slug), lambda: set(links.values_list("aid_id", flat=True))
    )


def _worths(asked, language, version):
    """{(wanted, counted): (ids of aids, what each is worth)}: one query for those not known."""
    known = {pair: shelf.get(version, ("worth", language, pair)) for pair in asked}
    missing = [pair for pair, worths in known.items() if worths is None]
    if missing:
        known |= {pair: (array("q"), array("d")) for pair in missing}
        for place, aid_id, worth in _asked_of_database(missing, language):
            ids, worths = known[missing[place - 1]]
            ids.append(aid_id)
            worths.append(worth)
        for pair in missing:
            shelf.put(version, ("worth", language, pair), known[pair])
    return known


def _asked_of_database(pairs, language):
    wanted, counted = (list(column) for column in zip(*pairs, strict=True))
    values = {"wanted": wanted, "counted": counted, "weights": WEIGHTS, "language": language}
    with connection.cursor() as cursor:
        cursor.execute(WORTH, values)
        return cursor.fetchall()
