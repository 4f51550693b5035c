"""A kept page is right because a change of any table it reads renews it: each is watched."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campaigns.models import Aid, LifeSituation
from tests.make.campaigns import make_campaign, make_desk, make_partner
from tests.make.catalogue import make_catalogue
from tests.stored.at_the_door import Door
from tests.test_public_pages import PUBLIC

KEPT = [
    "/{lang}/",
    "/{lang}/?s=entraide",
    "/{lang}/aides/",
    "/{lang}/aides/?situation={situation}",
    "/{lang}/aides/{aid}/",
    "/{lang}/mes-droits/",
    "/{lang}/integrer/",
    "/{lang}/integrer/recherche/",
    "/{lang}/accessibilite/",
    "/{lang}/confidentialite/",
    "/{lang}/mots/",
    "/{lang}/securite-navigation/",
    "/api/aides.json",
    "/robots.txt",
    "/sitemap.xml",
    "/.well-known/security.txt",
]
# Kept for a minute, by the clock: it shows what people did, which changes all day.
BY_THE_CLOCK = {"/{lang}/chiffres/"}
READ = re.compile(r'(?:FROM|JOIN)\s+"?(\w+)"?', re.IGNORECASE)
WATCHED = """
SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE tgname = 'pages_changed' AND tgenabled = 'O'
"""
NEVER_READ = {"campaigns_pagesversion"}


@pytest.fixture
def world(db):
    make_desk()
    make_campaign()
    make_partner(code="entraide")
    make_catalogue()


def filled(address, language):
    situation = LifeSituation.objects.filter(aids__isnull=False).first().slug
    aid = Aid.objects.filter(sources__isnull=False, situations__isnull=False).first().slug
    return address.format(lang=language, situation=situation, aid=aid)


def watched():
    with connection.cursor() as cursor:
        cursor.execute(WATCHED)
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.parametrize("language", ["fr", "de"])
def test_every_table_that_a_kept_page_reads_is_watched(world, language):
    read = set()
    for address in KEPT:
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(filled(address, language)).status_code == 200
        for query in queries:
            if query["sql"].lstrip().upper().startswith(("SELECT", "WITH")):
                read |= set(READ.findall(query["sql"]))

    assert {"campaigns_aid", "campaigns_desk", "campaigns_closedday"} <= read
    missing = read - watched() - NEVER_READ
    assert not missing, (
        f"A kept public page reads {sorted(missing)}: an edit there would not show. Add "
        "pages_show(table), of campaigns/stored/watch.py, to a migration."
    )


@pytest.mark.django_db(transaction=True)
def test_the_list_above_names_every_kept_page():
    """Each address that a door keeps is in KEPT or BY_THE_CLOCK."""
    make_desk()
    make_campaign()
    make_partner(code="entraide")
    make_catalogue()
    door = Door()
    for address in public_addresses():
        door.ask(address)
    kept = {path for path, _query, _secure in door.memory.addresses}

    told = {filled(address.partition("?")[0], "fr") for address in {*KEPT, *BY_THE_CLOCK}}
    assert kept == told


def public_addresses():
    """Every address without a person behind it, in French."""
    aid = filled("{aid}", "fr")
    for address in sorted(PUBLIC):
        yield "/" + address.replace("<lang>", "fr").replace("<slug:slug>", aid)
