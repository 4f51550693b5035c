"""The everyday searches that must keep finding a right aid: tried before synonyms are changed."""

from dataclasses import dataclass
from functools import lru_cache

from django.db import transaction

from campaigns.catalogue.records import DATA, read_json
from campaigns.catalogue.search import search
from campaigns.models import Aid

FILES = ("search_queries.json", "search_queries_own.json")
FIRST = 3


@dataclass(frozen=True)
class Moved:
    """A search whose first right aid stands elsewhere: its place, 0 where none is among FIRST."""

    query: str
    before: int
    after: int


@lru_cache(maxsize=1)
def queries():
    """((what is typed, addresses of right aids), …), read once."""
    entries = [entry for name in FILES for entry in read_json(DATA / name)["queries"]]
    return tuple((entry["q"], frozenset(entry["any_of"])) for entry in entries)


def standing(texts):
    """{query: place of the first right aid among FIRST, or 0}. One or two queries of SQL each.

    texts: stands for the texts of the aids as they are; what a word is worth in them is asked once.
    """
    slugs = dict(Aid.objects.values_list("pk", "slug"))
    found = {}
    for typed, right in queries():
        found_ids = search(typed, language="fr", version=texts).aid_ids
        hits = [slugs[pk] for pk in found_ids[:FIRST]]
        found[typed] = next((place for place, slug in enumerate(hits, 1) if slug in right), 0)
    return found


def tried(change):
    """(searches that would get worse, searches that would get better) if `change()` were made.

    It is made and taken back in a transaction: nobody sees it. It may change the synonyms, not the
    texts of aids.
    """
    texts = object()
    before = standing(texts)
    with transaction.atomic():
        change()
        after = standing(texts)
        transaction.set_rollback(True)
    moved = [Moved(q, before[q], after[q]) for q in before if before[q] != after[q]]
    worse = [one for one in moved if not one.after or (one.before and one.after > one.before)]
    return worse, [one for one in moved if one not in worse]
