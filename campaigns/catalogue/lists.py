"""Which aids a list shows, and what it says about them."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.utils.translation import get_language

from campaigns.catalogue.cards import cards_by_id, cards_in_order
from campaigns.catalogue.distress import distress_in
from campaigns.catalogue.pages import AidCard
from campaigns.catalogue.search import search
from campaigns.catalogue.situations import situations_shown
from campaigns.models import LifeSituation, SituationAid
from campaigns.stored.shelf import kept_on_the_shelf, shelf

LONGEST_SHOWN = 120
MOST_ON_A_PAGE = 100  # of a catalogue that grows; ours stands on one page


@dataclass(frozen=True)
class AidList:
    """`query` is what was typed, as far as it is shown again. `nearest` only without `cards`.
    `cards` are those of one page; `total` counts those of all."""

    query: str
    situation: LifeSituation | None
    cards: list[AidCard]
    nearest: list[AidCard]
    mended: tuple[tuple[str, str], ...]
    distress: list[str]
    total: int
    page: int = 1
    pages: int = 1

    @property
    def of_situation(self):
        """The address of the situation; "" without."""
        return self.situation.slug if self.situation else ""

    @property
    def before(self):
        """The page before; None to the first, which is the list without a number."""
        return self.page - 1 if self.page > 2 else None

    @property
    def after(self):
        return self.page + 1

    @property
    def is_french_for_some(self):
        """Whether an aid of the list has no title in the reader's language."""
        return any(card.language != get_language() for card in (*self.cards, *self.nearest))


def aid_list(*, typed, situation, language, page="", version=None):
    """The aids for a search, for a situation, for both, or all. What is known in that version of
    the pages is not read again. `page`: as it stands in the address; the first for any nonsense."""
    typed = typed.replace("\x00", " ")
    life = situation_at(situation, version) if situation else None
    query = " ".join(typed.split())
    if not query:
        return whole_list(life, language, page, version)
    found = search(query, language=language, situation=life.slug if life else "", version=version)
    cards = cards_by_id((*found.aid_ids, *found.nearest_ids), language, version)
    return AidList(
        query=query[:LONGEST_SHOWN],
        situation=life,
        cards=cards if found.aid_ids else [],
        nearest=[] if found.aid_ids else cards,
        mended=found.mended,
        distress=[kind.value for kind in distress_in(query)],
        total=len(cards),
    )


def whole_list(life, language, page, version):
    """A page of all aids, or of those of a situation."""
    number = int(page) if page.isdecimal() and len(page) < 5 else 1
    cards, total = cards_of_page(number, life, language, version)
    if not cards and number != 1:
        number = 1
        cards, total = cards_of_page(number, life, language, version)
    return AidList("", life, cards, [], (), [], total=total, page=number, pages=pages_for(total))


def cards_of_page(number, life, language, version):
    """(the cards of that page, how many there are on all); no cards where there is no such page.
    One query, or none when it is known in that version of the pages, as is how many there are."""
    place = life.slug if life else ""
    known = shelf.get(version, ("how many", place))
    if number < 1 or (known is not None and number > pages_for(known)):
        return [], known
    found = shelf.get(version, ("cards of page", place, language, number))
    if found is None:
        before = (number - 1) * MOST_ON_A_PAGE
        found = cards_in_order(
            language, version, situation=life, most=MOST_ON_A_PAGE, before=before
        )
        if found[0] or number == 1:
            shelf.put(version, ("cards of page", place, language, number), found)
            shelf.put(version, ("how many", place), found[1])
    return found


def pages_for(total):
    return max(1, -(-total // MOST_ON_A_PAGE))


def nearest_cards(typed, language):
    """The few aids nearest to some words, as under an address that does not exist."""
    found = search(typed, language=language)
    return cards_by_id((*found.aid_ids, *found.nearest_ids)[:3], language)


def all_cards(language, version=None):
    """Of all aids, situation by situation. One query, or none when they are known in that version
    of the pages."""
    cards, _total = kept_on_the_shelf(
        version, ("all cards", language), lambda: cards_in_order(language, version)
    )
    return cards


def situation_at(slug, version=None):
    """The situation of that address, if residents are offered it."""
    return next((one for one in situations_shown(version) if one.slug == slug), None)


def places(aid):
    """{name: expression} to order by, situation by situation. `aid`: what the query calls it."""
    first = SituationAid.objects.filter(aid=OuterRef(aid))
    first = first.order_by("situation__position", "position")
    return {
        "situation_place": Subquery(first.values("situation__position")[:1]),
        "place": Subquery(first.values("position")[:1]),
    }
