"""`migrate` beside others who migrate, and beside people at work."""

import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from julien.core.parts import unapplied_migrations
from julien.retention.management.commands.migrate import ONE_AT_A_TIME

pytestmark = pytest.mark.django_db(transaction=True)
VIEWS = "SELECT count(*) FROM pg_views WHERE schemaname = 'figures'"
WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def migrate(*said):
    call_command("migrate", *said, stdout=StringIO())


def elsewhere(act):
    """A thread that runs act() on a connection of its own, and closes it."""

    def run():
        try:
            act()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_second_one_waits_for_the_first_and_finds_all_done():
    before = ask(VIEWS)
    ask("SELECT pg_advisory_lock(%s) IS NULL", ONE_AT_A_TIME)
    second = elsewhere(migrate)
    try:
        while not ask(WAITING):
            assert second.is_alive()
    finally:
        ask("SELECT pg_advisory_unlock(%s)", ONE_AT_A_TIME)
    second.join(60)
    assert not second.is_alive()
    assert (unapplied_migrations(), ask(VIEWS)) == ([], before)


def test_a_table_in_use_stops_it_with_nothing_half_done_and_it_can_be_run_again():
    before, reading, done = ask(VIEWS), threading.Event(), threading.Event()

    def read():
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT count(*) FROM figures.callbacks_callback")
            reading.set()
            done.wait(60)
            cursor.execute("COMMIT")

    reader = elsewhere(read)
    assert reading.wait(60)
    try:
        with pytest.raises(CommandError, match="Relancez"):
            migrate("--wait", "1")
        assert ask(VIEWS) == before
        assert ask("SHOW lock_timeout") == "0"
    finally:
        done.set()
        reader.join(60)
    migrate("--wait", "1")
    assert ask(VIEWS) == before > 0
