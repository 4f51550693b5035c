"""A page is written once for all partners, and says the code of the one it is given to."""

from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.models import Aid, AidPart, PageView
from campaigns.partners.codes import STAND_IN
from campaigns.stored import written
from campaigns.stored.memory import Memory
from tests.make.campaigns import make_desk, make_partner
from tests.make.catalogue import make_aid, make_searchable, make_situation
from tests.stored.at_the_door import Door

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = [
    "/fr/?",
    "/de/?",
    "/fr/aides/?",
    "/fr/aides/?situation=logement&",
    "/fr/aides/loyer/?",
    "/fr/integrer/?",
    "/fr/integrer/recherche/?",
    "/fr/accessibilite/?",
    "/fr/mots/?",
]


@pytest.fixture
def door(settings, monkeypatch):
    settings.OFFER_KEPT_SECONDS = 60
    monkeypatch.setattr(written, "pages", Memory(written.MOST_BYTES))
    make_desk()
    make_partner(code="entraide")
    make_situation(make_aid("loyer"), slug="logement", name="Mon logement")
    make_searchable()
    return Door()


def test_each_partner_has_the_page_that_django_writes_for_it(door):
    for address, code in product(PAGES, ("s=entraide", "s=nobody", "s=A-_9")):
        told = door.ask(address + code)
        assert told.status == 200
        assert told.body == Client().get(address + code).content, address + code
        assert STAND_IN not in told.body.decode()


def test_a_search_carries_the_code_and_is_kept_nowhere(door):
    told = door.ask("/fr/aides/?q=loyer&s=nobody").body

    assert told == Client().get("/fr/aides/?q=loyer&s=nobody").content
    assert b"s=nobody" in told
    assert (written.pages.addresses, door.memory.addresses) == ([], [])


def test_an_address_nobody_asked_for_costs_the_look_at_the_version_and_no_query_more(door):
    for address in PAGES:
        door.ask(address + "s=first")
        door.ask(address)
    for address, query in product(PAGES, ("s=nobody", "s=entraide", "fbclid=IwAR0", "s=no&x=1")):
        with CaptureQueriesContext(connection) as queries:
            assert door.ask(address + query).status == 200
        said = [one["sql"] for one in queries]
        assert len(said) == 1, (address, query, said)
        assert "campaigns_pagesversion" in said[0]


def test_values_that_nobody_knows_cost_no_query_more_either(door):
    door.ask("/fr/aides/")
    door.ask("/fr/aides/?situation=logement")
    for query in ("situation=inventee", "situation=%00", "page=77", "situation=logement&page=x"):
        with CaptureQueriesContext(connection) as queries:
            assert door.ask(f"/fr/aides/?{query}&s=nobody").status in {200, 400}, query
        assert len(queries) == 1, query


def test_what_other_sites_hang_on_an_address_changes_nothing(door):
    plain = door.ask("/fr/aides/").body

    assert door.ask("/fr/aides/?fbclid=IwAR0&utm_source=x").body == plain
    assert door.ask("/fr/aides/?situation=jamais-vue").body.count(b"data-aid=") == 1
    keys = [asked for _path, asked, _code in written.pages.addresses]
    assert not [asked for asked in keys if "jamais-vue" in str(asked)]


def test_an_edit_shows_at_once_to_every_partner(door):
    for code in ("", "?s=entraide", "?s=nobody"):
        door.ask(f"/fr/aides/{code}")
    AidPart.objects.filter(part="title").update(text="Payer moins de loyer")
    for code in ("", "?s=entraide", "?s=nobody"):
        assert b"Payer moins de loyer" in door.ask(f"/fr/aides/{code}").body
    Aid.objects.update(state=Aid.State.WITHDRAWN)

    assert door.ask("/fr/aides/loyer/?s=nobody").status == 410
    assert b"data-aid" not in door.ask("/fr/aides/?s=nobody").body


def test_an_address_that_leads_elsewhere_takes_the_code_along(door):
    old = make_aid("ancienne")
    Aid.objects.filter(pk=old.pk).update(
        state=Aid.State.WITHDRAWN, replaced_by=Aid.objects.get(slug="loyer")
    )
    told = door.ask("/fr/aides/ancienne/?s=entraide")

    assert (told.status, told.headers["Location"]) == (301, "/fr/aides/loyer/?s=entraide")
    assert b"?s=entraide" in door.ask("/fr/aides/inconnue/?s=entraide").body


def test_each_view_is_counted_for_the_partner_it_came_from(door):
    for query in ("s=entraide", "s=entraide&x=1", "s=nobody", "x=1", "s=entraide&q=loyer"):
        door.ask(f"/fr/aides/?{query}")
    door.ask("/fr/aides/?x=1", HTTP_USER_AGENT="Googlebot/2.1")
    door.ask("/fr/aides/inconnue/?s=entraide")
    door.tally.write()
    rows = PageView.objects.filter(day=timezone.localdate())

    assert {(row.page, row.source): row.count for row in rows} == {
        ("aids", "entraide"): 2,
        ("aids", ""): 2,
        ("search", "entraide"): 1,
    }
