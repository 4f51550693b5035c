"""The first page after an edit asks the database two questions at most, whatever was edited."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import (
    Aid,
    AidPart,
    AidSource,
    AmountValue,
    Campaign,
    Desk,
    GlossaryTerm,
    HomeTexts,
    LifeSituation,
    OpeningPeriod,
    Part,
    Partner,
    Provider,
    SituationAid,
)
from tests.make.amounts import make_amount
from tests.make.campaigns import make_campaign, make_desk, make_partner
from tests.make.catalogue import make_aid, make_searchable, make_situation, make_term
from tests.stored.at_the_door import Door

EDITED = (
    *(Aid, AidPart, AidSource, AmountValue, Campaign, Desk, GlossaryTerm, HomeTexts),
    *(LifeSituation, OpeningPeriod, Partner, Provider, SituationAid),
)
# One: the small tables. Two: what the page itself is about. Beside the look at the version.
PAGES = {
    "/fr/": 1,
    "/fr/?s=entraide": 1,
    "/fr/aides/": 2,
    "/de/aides/?s=entraide": 2,
    "/fr/aides/?situation=logement": 2,
    "/fr/aides/?page=2": 2,
    "/fr/aides/loyer/": 2,
    "/de/aides/loyer/?s=entraide": 2,
    "/fr/mots/": 2,
    # What was meant, what it is worth where, the cards.
    "/fr/aides/?q=loyer": 5,
}


@pytest.fixture
def door(settings, monkeypatch):
    settings.OFFER_KEPT_SECONDS = 60
    monkeypatch.setattr("campaigns.catalogue.lists.MOST_ON_A_PAGE", 2)
    make_desk()
    make_campaign()
    make_partner(code="entraide")
    HomeTexts.objects.create(pk=1, texts={"title": {"fr": {"text": "Trop cher ?"}}})
    make_amount("x", 500)
    texts = {Part.TITLE: "Un loyer {montant:x}", Part.WHAT: "Une prestation, {montant:x}."}
    aid = make_aid("loyer", texts=texts, sources=["https://example.org/1"])
    make_situation(aid, make_aid("autre"), make_aid("encore"), slug="logement")
    make_term("prestation", "Ce que l'on touche.")
    make_searchable()
    return Door()


@pytest.mark.django_db(transaction=True)
def test_two_questions_at_most_whatever_was_edited(door):
    for model in EDITED:
        for address, most in PAGES.items():
            touch(model)
            with CaptureQueriesContext(connection) as queries:
                told = door.ask(address)
            said = [query["sql"] for query in queries]
            assert (told.status, told.rendered) == (200, True)
            assert "pagesversion" in said[0]
            assert len(said) == 1 + most, (model, address, said[1:])


def touch(model):
    """Its rows are written, as by whoever edits them."""
    assert model.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET id = id")
