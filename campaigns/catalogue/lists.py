"""Which aids a list shows, and what it says about them."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.utils.translation import get_language

from campaigns.catalogue.distress import distress_in
from campaigns.catalogue.pages import AidCard, cards_of
from campaigns.catalogue.search import search
from campaigns.models import Aid, LifeSituation, SituationAid
from campaigns.stored.shelf import shelf

LONGEST_SHOWN = 120


@dataclass(frozen=True)
class AidList:
    """`query` is what was typed, as far as it is shown again. `nearest` only without `cards`."""

    query: str
    situation: LifeSituation | None
    cards: list[AidCard]
    nearest: list[AidCard]
    mended: tuple[tuple[str, str], ...]
    distress: list[str]

    @property
    def is_french_for_some(self):
        """Whether an aid of the list has no title in the reader's language."""
        return any(card.language != get_language() for card in (*self.cards, *self.nearest))


def aid_list(*, typed, situation, language, version=None):
    """The aids for a search, for a situation, for both, or all. Cards of that version of the
    pages are not read again."""
    typed = typed.replace("\x00", " ")
    shown = LifeSituation.objects.shown()
    life = shown.filter(slug=situation).first() if is_address(situation) else None
    query = " ".join(typed.split())
    if not query:
        cards = all_cards(life, language)
        return AidList("", life, cards, nearest=[], mended=(), distress=[])
    found = search(query, language=language, situation=life.slug if life else "", version=version)
    cards = cards_by_id((*found.aid_ids, *found.nearest_ids), language, version)
    return AidList(
        query=query[:LONGEST_SHOWN],
        situation=life,
        cards=cards if found.aid_ids else [],
        nearest=[] if found.aid_ids else cards,
        mended=found.mended,
        distress=[kind.value for kind in distress_in(query)],
    )


def nearest_cards(typed, language):
    """The few aids nearest to some words, as under an address that does not exist."""
    found = search(typed, language=language)
    return cards_by_id((*found.aid_ids, *found.nearest_ids)[:3], language)


def all_cards(situation, language):
    """Without a search: those of a situation in its order, or all, situation by situation."""
    aids = Aid.objects.published().for_list().select_related(None)  # no card says whom to ask
    if situation:
        aids = aids.filter(situationaid__situation=situation).order_by("situationaid__position")
        return cards_of(aids, language)
    links = SituationAid.objects.filter(aid=OuterRef("pk"))
    first = links.order_by("situation__position", "position")
    aids = aids.annotate(
        situation_place=Subquery(first.values("situation__position")[:1]),
        place=Subquery(first.values("position")[:1]),
    )
    return cards_of(aids.order_by("situation_place", "place", "slug"), language)


def cards_by_id(ids, language, version=None):
    """The cards of those of these aids that are published, in this order."""
    known = {pk: shelf.get(version, ("card", pk, language)) for pk in ids}
    missing = [pk for pk, card in known.items() if card is None]
    if missing:
        aids = list(Aid.objects.published().for_list().filter(pk__in=missing))
        for aid, card in zip(aids, cards_of(aids, language), strict=True):
            known[aid.pk] = card
            shelf.put(version, ("card", aid.pk, language), card)
    return [card for card in known.values() if card]


def is_address(text):
    return bool(text) and len(text) <= 50 and text.replace("-", "").isalnum()
