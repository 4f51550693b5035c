"""The cards of aids: those of a page read in one statement, each made once for what it says."""

import json
from collections import namedtuple

from campaigns.catalogue.pages import card
from campaigns.catalogue.texts import with_amounts
from campaigns.catalogue.translated import parts_read_in
from campaigns.models import Part
from campaigns.models.aid import texts_in
from campaigns.stored.shelf import FOR_GOOD, shelf
from julien.core.prepared import prepared_cursor

ON_A_CARD = (Part.TITLE, Part.OFFICIAL_NAME, Part.FOR_WHOM)
Row = namedtuple("Row", "language part text french_fingerprint imported_fingerprint")

# Which published aids a page shows: all, by their first situation; those of one; or these.
ALL = """
    SELECT aid.id, aid.slug,
           row_number() OVER (ORDER BY of_situation, place, aid.slug) AS place,
           count(*) OVER () AS total
    FROM campaigns_aid AS aid LEFT JOIN (
        SELECT DISTINCT ON (aid_id)
               aid_id, situation.position AS of_situation, link.position AS place
        FROM campaigns_situationaid AS link
        JOIN campaigns_lifesituation AS situation ON situation.id = link.situation_id
        ORDER BY aid_id, situation.position, link.position
    ) AS first_link ON first_link.aid_id = aid.id
    WHERE aid.state = 'published'
    ORDER BY of_situation, first_link.place, aid.slug LIMIT %(most)s OFFSET %(before)s
"""
OF_SITUATION = """
    SELECT aid.id, aid.slug,
           row_number() OVER (ORDER BY link.position, link.id) AS place, count(*) OVER () AS total
    FROM campaigns_aid AS aid JOIN campaigns_situationaid AS link ON link.aid_id = aid.id
    WHERE aid.state = 'published' AND link.situation_id = %(situation)s
    ORDER BY link.position, link.id LIMIT %(most)s OFFSET %(before)s
"""
THESE = """
    SELECT aid.id, aid.slug, place, 0 AS total
    FROM unnest(%(ids)s::bigint[]) WITH ORDINALITY AS asked (id, place)
    JOIN campaigns_aid AS aid ON aid.id = asked.id
    WHERE aid.state = 'published'
"""
WITH_THEIR_WORDS = """
SELECT shown.id, shown.slug, shown.total, (
    SELECT json_agg(json_build_array({columns}) ORDER BY id)::text FROM campaigns_aidpart
    WHERE aid_id = shown.id AND part = ANY(%(parts)s) AND language IN ('fr', %(language)s)
)
FROM ({shown}) AS shown ORDER BY shown.place
"""


def cards_in_order(language, version=None, *, situation=None, most=None, before=0):
    """(the cards of published aids, how many there are on all): those of a situation in its order,
    or all, situation by situation; `most` of them after the first `before`. One query, and without
    a version one more where a text uses an amount. ([], 0) past the last."""
    values = {"most": most, "before": before, "situation": situation and situation.pk}
    rows = _read(OF_SITUATION if situation else ALL, language, **values)
    cards = cards_of_rows(rows, language, version)
    return list(cards.values()), rows[0][2] if rows else 0


def cards_by_id(ids, language, version=None):
    """The cards of those of these aids that are published, in this order. One query, none for those
    that are known in that version of the pages; without a version as above."""
    known = {pk: shelf.get(version, ("card of", pk, language)) for pk in ids}
    if missing := [pk for pk, found in known.items() if found is None]:
        known |= cards_of_rows(_read(THESE, language, ids=missing), language, version)
    return [found for found in known.values() if found]


def _read(shown, language, **values):
    """[(id, slug, how many on all, the words of its card as JSON or None)]."""
    statement = WITH_THEIR_WORDS.format(shown=shown, columns=", ".join(Row._fields))
    values |= {"language": language, "parts": list(ON_A_CARD)}
    with prepared_cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def cards_of_rows(rows, language, version):
    """{id: AidCard} of what was read. A card is made once for what it says, whatever is edited, but
    where an amount may stand in it: those have braces."""
    always, cards, changing = version and FOR_GOOD, {}, []
    for pk, slug, _total, words in rows:
        cards[pk] = shelf.get(always, ("card of words", slug, words, language))
        if cards[pk] is None:
            changing.append((pk, slug, words or "[]"))
    made = make_cards(changing, language, version)
    for pk, slug, words in changing:
        cards[pk] = made[pk]
        if "{" not in words:
            shelf.put(always, ("card of words", slug, words, language), made[pk])
    for pk, found in cards.items():
        shelf.put(version, ("card of", pk, language), found)
    return cards


def make_cards(rows, language, version):
    """{id: AidCard}; the amounts of all their texts are asked for once."""
    parts = {pk: [Row(*row) for row in json.loads(words)] for pk, _slug, words in rows}
    texts = {pk: texts_in(parts[pk], language) for pk in parts}
    said = with_amounts(
        {(pk, part): text for pk, found in texts.items() for part, text in found.items()}, version
    )
    cards = {}
    for pk, slug, _words in rows:
        spoken, _stale = parts_read_in(parts[pk], language)
        cards[pk] = card(slug, {part: said[pk, part] for part in texts[pk]}, spoken, language)
    return cards
