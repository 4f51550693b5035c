"""A kept connection that has ended is found out before it is used; one that lives is not asked."""

import pytest
from django.db import DataError, connection

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    """A connection of its own, as a process keeps one between two requests."""
    kept = connection.copy()
    with kept.cursor() as cursor:
        cursor.execute("SELECT 'the last request'")
    yield kept
    kept.close()


def about(kept, asked):
    """The first column of what the database says of that connection, asked by another one."""
    with connection.cursor() as cursor:
        cursor.execute(asked, [kept.connection.info.backend_pid])
        return cursor.fetchone()[0]


def test_one_that_lives_is_used_without_asking(kept):
    assert kept.is_usable()
    assert "the last" in about(kept, "SELECT query FROM pg_stat_activity WHERE pid = %s")


def test_one_that_the_server_has_ended_is_not_used(kept):
    assert about(kept, "SELECT pg_terminate_backend(%s, 5000)")
    assert not kept.is_usable()


def test_one_that_we_have_closed_is_not_used(kept):
    kept.connection.close()
    assert not kept.is_usable()
    kept.close()
    assert not kept.is_usable()


def test_one_whose_transaction_has_failed_is_not_used(kept):
    kept.set_autocommit(False)
    with kept.cursor() as cursor, pytest.raises(DataError):
        cursor.execute("SELECT 1 / 0")
    assert not kept.is_usable()
