"""The cards of aids: read together, each kept until an editor changes something."""

from collections import defaultdict, namedtuple

from django.db.models import FilteredRelation, Q

from campaigns.catalogue.pages import card
from campaigns.catalogue.texts import with_amounts
from campaigns.catalogue.translated import FRENCH, parts_read_in
from campaigns.models import Aid, Part
from campaigns.models.aid import texts_in
from campaigns.stored.shelf import shelf

ON_A_CARD = (Part.TITLE, Part.OFFICIAL_NAME, Part.FOR_WHOM)
Row = namedtuple("Row", "language part text french_fingerprint imported_fingerprint")


def cards_by_id(ids, language, version=None):
    """The cards of those of these aids that are published, in this order. Two queries at most,
    and none for those that are known in that version of the pages."""
    known = {pk: shelf.get(version, ("card of", pk, language)) for pk in ids}
    if missing := [pk for pk, found in known.items() if found is None]:
        for pk, found in cards_read(missing, language):
            known[pk] = found
            shelf.put(version, ("card of", pk, language), found)
    return [found for found in known.values() if found]


def cards_read(ids, language):
    """[(id, AidCard)] from the database: one query, and one more where a text uses an amount."""
    slugs, parts = {}, defaultdict(list)
    for pk, slug, *row in _rows(ids, language):
        slugs[pk] = slug
        parts[pk].append(Row(*row))
    texts = with_amounts(
        {(pk, part): text for pk in slugs for part, text in texts_in(parts[pk], language).items()}
    )
    texts_of = defaultdict(dict)
    for (pk, part), text in texts.items():
        texts_of[pk][part] = text
    spoken = {pk: parts_read_in(parts[pk], language)[0] for pk in slugs}
    return [(pk, card(slug, texts_of[pk], spoken[pk], language)) for pk, slug in slugs.items()]


def _rows(ids, language):
    """An aid without a word has one row of nothing."""
    shown = Q(parts__part__in=ON_A_CARD, parts__language__in={FRENCH, language})
    aids = Aid.objects.published().filter(pk__in=ids).order_by()
    return aids.annotate(said=FilteredRelation("parts", condition=shown)).values_list(
        "pk", "slug", *(f"said__{column}" for column in Row._fields)
    )
