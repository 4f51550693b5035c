"""A database role for who counts: the schema of figures, and nothing with a name in it."""

import pytest
from django.db import DatabaseError, connection, transaction

from requests_intake.models import CallbackRequest
from tests.make.whole import make_whole

pytestmark = pytest.mark.django_db

ANALYST = "julien_test_analyst"


@pytest.fixture
def as_analyst():
    """What docs/operator.md tells the owner to grant; from here on the test is the analyst."""
    make_whole()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"CREATE ROLE {ANALYST}")
        cursor.execute(f"GRANT USAGE ON SCHEMA figures TO {ANALYST}")
        cursor.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA figures TO {ANALYST}")
        cursor.execute(f"SET ROLE {ANALYST}")
        yield cursor
        cursor.execute("RESET ROLE")


def test_the_analyst_counts(as_analyst):
    as_analyst.execute("SELECT count(*) FROM figures.requests_intake_callbackrequest")
    assert as_analyst.fetchone() == (1,)


def test_there_is_no_identity_in_the_schema(as_analyst):
    as_analyst.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'figures'"
    )
    names = {name for (name,) in as_analyst.fetchall()}
    assert {"sealed", "channel", "received_at"} <= names
    personal = {field.column for field in CallbackRequest._meta.concrete_fields} - names
    assert {"phone", "phone_lookup", "phone_tail_lookup", "first_name", "reference"} <= personal
    assert not names & {"note", "own_words", "notes", "words", "body", "place_said", "recap"}


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT first_name FROM public.requests_intake_callbackrequest",
        "SELECT * FROM public.retention_fact",
        "SELECT * FROM public.audit_auditentry",
        "DELETE FROM figures.callbacks_interview",
        "CREATE TABLE figures.mine (a int)",
    ],
)
def test_the_analyst_reads_nothing_else_and_changes_nothing(as_analyst, statement):
    with pytest.raises(DatabaseError), transaction.atomic():
        as_analyst.execute(statement)
