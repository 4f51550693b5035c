"""Aids, organisations, situations and their search. Valid and boring unless said."""

import json
from datetime import date
from itertools import count

from django.db import connection
from django.utils import timezone

from campaigns.catalogue.importing import OWN_FILE, import_catalogue
from campaigns.catalogue.indexing import index_catalogue
from campaigns.models import (
    Aid,
    AidPart,
    AidSource,
    GlossaryTerm,
    LifeSituation,
    Link,
    Part,
    Provider,
    SearchSynonym,
    SituationAid,
)
from tests.make.copied import copied

_number = count(1)

TEXTS = {
    Part.TITLE: "Une aide simple",
    Part.OFFICIAL_NAME: "Prestation ordinaire",
    Part.FOR_WHOM: "Vous habitez le canton.",
    Part.WHAT: "Un soutien.",
}


def make_provider(**fields):
    """An office with a name and nothing else."""
    fields.setdefault("name", f"Office {next(_number)}")
    return Provider.objects.create(**fields)


def make_situation(*aids, **fields):
    """A situation that lists these aids, in this order."""
    number = next(_number)
    fields.setdefault("slug", f"situation-{number}")
    fields.setdefault("name", f"Situation {number}")
    situation = LifeSituation.objects.create(**fields)
    for position, aid in enumerate(aids):
        SituationAid.objects.create(situation=situation, aid=aid, position=position)
    return situation


def make_aid(slug=None, *, texts=None, sources=(), **fields):
    """A published aid, sure of itself. `texts` are added to TEXTS: {part: text}."""
    fields.setdefault("state", Aid.State.PUBLISHED)
    fields.setdefault("category", "famille")
    fields.setdefault("confidence", Aid.Confidence.FOUND)
    fields.setdefault("checked_on", date(2026, 11, 1))
    if "provider" not in fields:
        fields["provider"] = make_provider()
    aid = Aid.objects.create(slug=slug or f"aide-{next(_number)}", **fields)
    AidPart.objects.bulk_create(
        AidPart(aid=aid, part=part, text=text) for part, text in (TEXTS | (texts or {})).items()
    )
    AidSource.objects.bulk_create(AidSource(aid=aid, address=address) for address in sources)
    return aid


def make_link(address=None, **fields):
    """An address that was never checked."""
    fields.setdefault("next_check_at", timezone.now())
    return Link.objects.create(address=address or f"https://{next(_number)}.example.org/", **fields)


def make_term(term, explanation="Une explication.", **fields):
    """A hard word and what it means."""
    return GlossaryTerm.objects.create(term=term, explanation=explanation, **fields)


def make_synonym(term, *means):
    """An everyday word and what it means; make_searchable() makes the search know it."""
    return SearchSynonym.objects.create(term=term, means=list(means))


def make_searchable():
    """Write the search for the aids made so far."""
    index_catalogue()


def make_catalogue():
    """All aids, situations and synonyms of ours, as a new installation has them."""
    copied(import_catalogue)


def empty_catalogue():
    """No aid at all, as on another installation: versions can be emptied, never deleted."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing may be pending on the tables
        cursor.execute("TRUNCATE campaigns_aid CASCADE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def own_file():
    """Our catalogue file as data, to be changed and imported by a test."""
    return json.loads(OWN_FILE.read_text())


def own_record(slug):
    """One aid of our file."""
    return next(aid for aid in own_file()["aids"] if aid["slug"] == slug)


def write_file(folder, content):
    """A catalogue file with this content (text, or data to be written as JSON)."""
    path = folder / "aides.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path
