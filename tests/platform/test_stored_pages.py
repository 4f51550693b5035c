"""Kept pages across real processes: an edit shows everywhere within a second, nothing is lost."""

import time

import psycopg
import pytest

from julien.local import product as commands
from tests import seed
from tests.platform.running import free_port, get, until

WORLD = """
from tests.make.campaigns import make_desk
from tests.make.catalogue import make_catalogue
make_desk()
make_catalogue()
"""
AID = "/fr/aides/aide-sociale/"
TITLE = "UPDATE campaigns_aidpart SET text = %s WHERE part = 'title' AND language = 'fr'"
VIEWS = "SELECT coalesce(sum(count), 0) FROM campaigns_pageview WHERE page = 'privacy'"
SOON = 1.0  # seconds from an editor's commit to the last process that shows it


@pytest.fixture(scope="module")
def product():
    with seed.migrated_product() as running:
        running.shell(WORLD)
        yield running


@pytest.fixture
def two(product):
    """Two web servers, each a process of its own, that have rendered nothing yet."""
    product.start_web()
    product.other = free_port()
    product.run("other", commands.web("127.0.0.1", product.other, workers=1))
    until(lambda: get(product.other, "/healthz")[0] == 200, "an answer of the other server")
    yield product
    product.stop()


def edit(product, statement, *values):
    """Commit one change; returns when it was committed."""
    address = product.environment["DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as database:
        database.execute(statement, values)
        return time.monotonic()


def shown_after(port, path, words, committed):
    """How long after the commit the process showed the words. The page is asked for all along."""
    while words not in get(port, path)[1]:
        assert time.monotonic() < committed + 10, f"{port} never showed {words}"
        time.sleep(0.01)
    return time.monotonic() - committed


def test_an_edit_shows_in_every_process_within_a_second_and_valkey_plays_no_part(two):
    ports, valkey = (two.port, two.other), two.services.parts["REDIS_URL"]
    for port in ports:
        assert "Payer" not in get(port, AID)[1]
    for round_, words in enumerate(("Payer une aide", "Payer une autre aide", "Payer encore")):
        if round_ == 2:
            valkey.stop()
        committed = edit(two, TITLE, words)
        for port in ports:
            assert shown_after(port, AID, words, committed) < SOON
        time.sleep(1.2)  # and it stays so, whatever was being rendered meanwhile
        assert all(words in get(port, AID)[1] for port in ports)
    number = "UPDATE campaigns_desk SET sms_number = %s"
    committed = edit(two, number, "+41795550133")
    for port in ports:
        assert shown_after(port, "/fr/", "+41795550133", committed) < SOON
    time.sleep(1.2)
    assert all("+41795550133" in get(port, "/fr/")[1] for port in ports)
    valkey.start()


def test_kept_pages_outlive_the_database_and_follow_it_when_it_is_back(two):
    assert get(two.port, AID)[0] == 200
    two.services.parts["DATABASE_URL"].stop()
    try:
        time.sleep(1.2)  # a look at the version is due, and at the small tables
        assert [get(two.port, path)[0] for path in (AID, "/de/")] == [200, 500]
    finally:
        two.services.parts["DATABASE_URL"].start()
    committed = edit(two, TITLE, "De retour")
    shown_after(two.port, AID, "De retour", committed)
    assert get(two.port, "/de/")[0] == 200


def test_no_view_is_lost_when_the_process_is_told_to_stop(two):
    views = 40
    for _view in range(views):
        get(two.port, "/fr/confidentialite/")
    two.processes["web"].stop()

    with psycopg.connect(two.environment["DATABASE_URL"]) as database:
        assert database.execute(VIEWS).fetchone() == (views,)
