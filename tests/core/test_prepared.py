"""A prepared statement does what the same one does with its values in its text."""

import pytest
from django.db import connection

from julien.audit.context import acting
from julien.audit.models import AuditEntry
from julien.core.prepared import KEPT, AtOnce, prepared_cursor
from julien.core.roles import Role
from julien.core.rows import insert
from requests_intake.models import ConsentText, Contact
from tests.make.callbacks import make_request
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

ROUNDS = 7  # it is prepared the fifth time
VALUES = {"word": "déjà %", "numbers": [1, 2], "none": None}
SELECT = """
SELECT %(word)s::text || '%%', cardinality(%(numbers)s::int[]), %(none)s::text IS NULL
"""


def prepared():
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return " ".join(statement for (statement,) in cursor.fetchall())


def test_it_answers_the_same_once_it_is_prepared():
    answers = set()
    for _round in range(ROUNDS):
        with prepared_cursor() as cursor:
            cursor.execute(SELECT, VALUES)
            answers.add(cursor.fetchone())
    assert answers == {("déjà %%", 2, True)}
    assert "cardinality" in prepared()


def test_a_connection_keeps_the_last_ones_only():
    """Prepared the first time, and given up again: plans are large."""
    with prepared_cursor(AtOnce) as cursor:
        for number in range(KEPT + ROUNDS):
            cursor.execute(f"SELECT 1 AS number{number}_", [])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        assert cursor.fetchone() == (KEPT,)
    assert "number0_" not in prepared()
    assert f"number{KEPT + ROUNDS - 1}_" in prepared()


def test_other_statements_are_not_prepared():
    for _round in range(ROUNDS):
        assert not ConsentText.objects.filter(version="1").exists()
    assert "consenttext" not in prepared()


def test_rows_that_are_written_so_say_who_wrote_them():
    request, caller = make_request(), make_staff(Role.CALLER)
    with acting(lambda: (caller.pk, "callbacks:call", "")):
        for number in range(ROUNDS):
            token = f"token {number}"
            insert(Contact(request=request, channel="desk", token=token, token_lookup=token))

    assert "requests_intake_contact" in prepared()
    trail = AuditEntry.objects.filter(what="requests_intake_contact").order_by("-pk")[:ROUNDS]
    assert {(entry.actor_id, entry.page) for entry in trail} == {(caller.pk, "callbacks:call")}
