"""Cards and rows of pages that vary are made once a version, and never outlive it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Aid, AidPart, LifeSituation
from campaigns.stored.shelf import Shelf, shelf
from tests.make.campaigns import make_desk, make_partner
from tests.make.catalogue import make_aid, make_searchable, make_situation
from tests.stored.at_the_door import Door


def test_a_piece_is_of_one_version_and_the_shelf_is_bounded():
    shelf = Shelf(most=3)
    for key in "abcd":
        shelf.put("one", key, key.upper())

    assert shelf.get("one", "d") == "D"
    assert shelf.get("one", "a") is None
    assert shelf.get("two", "d") is None
    shelf.put(None, "e", "E")
    assert shelf.get(None, "e") is None


@pytest.fixture
def door(settings):
    settings.OFFER_KEPT_SECONDS = 60
    make_desk()
    make_partner(code="entraide")
    aids = [make_aid(f"loyer-{number}", texts={"title": f"Loyer {number}"}) for number in range(5)]
    make_situation(*aids, slug="logement", name="Mon logement")
    make_searchable()
    return Door()


@pytest.mark.django_db(transaction=True)
def test_a_search_asks_one_question_once_its_words_and_cards_are_known(door):
    first = door.ask("/fr/aides/?q=loyer")
    with CaptureQueriesContext(connection) as queries:
        again = door.ask("/fr/aides/?q=loyer")
    reads = [query["sql"] for query in queries if "pageview" not in query["sql"]]

    assert again.body == first.body
    assert again.body.count(b"data-aid=") == 5
    assert len([sql for sql in reads if "pagesversion" not in sql]) == 1, reads


@pytest.mark.django_db(transaction=True)
def test_an_edit_shows_in_the_next_search(door):
    door.ask("/fr/aides/?q=loyer")
    AidPart.objects.filter(text="Loyer 3").update(text="Loyer mois par mois")
    Aid.objects.filter(slug="loyer-4").update(state=Aid.State.WITHDRAWN)
    found = door.ask("/fr/aides/?q=loyer").body.decode()

    assert "Loyer mois par mois" in found
    assert 'data-aid="loyer-4"' not in found
    door.ask("/fr/aides/?q=rienquiexiste")
    LifeSituation.objects.update(name="Un toit")
    assert "Un toit" in door.ask("/fr/aides/?q=rienquiexiste").body.decode()


@pytest.mark.django_db(transaction=True)
def test_after_an_edit_only_the_cards_that_it_changed_are_put_into_words_again(door, monkeypatch):
    door.ask("/fr/aides/")
    spoken = []
    monkeypatch.setattr(shelf, "put", lambda _version, key, _piece: spoken.append(key))
    AidPart.objects.filter(text="Loyer 3").update(text="Loyer tous les mois")
    for address in ("/fr/aides/", "/fr/aides/?s=nobody"):
        assert "Loyer tous les mois" in door.ask(address).body.decode()

    cards = [card for name, card, *_language in spoken if name == "card"]
    assert {card.title for card in cards} == {"Loyer tous les mois"}


@pytest.mark.django_db(transaction=True)
def test_cards_keep_to_their_language_and_their_partner(door):
    plain = door.ask("/fr/aides/?q=loyer").body.decode()
    partner = door.ask("/fr/aides/?q=loyer&s=entraide").body.decode()
    german = door.ask("/de/aides/?q=loyer").body.decode()
    invented = door.ask("/fr/aides/?q=loyer&s=nobody").body.decode()

    assert 'href="/fr/aides/loyer-1/"' in plain
    assert 'href="/fr/aides/loyer-1/?s=entraide"' in partner
    assert 'href="/de/aides/loyer-1/"' in german
    assert 'href="/fr/aides/loyer-1/?s=nobody"' in invented
    assert door.ask("/fr/aides/?q=loyer").body.decode() == plain
