"""The application's own database role, tried out: it works, and cannot undo the trail."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from campaigns.statistics.report import build
from campaigns.statistics.scopes import scope_of_campaign
from julien.audit.models import AuditEntry
from julien.audit.rights import too_much
from julien.audit.services import VERIFY, broken_seals, record_read, seal
from requests_intake.services.erase import erase_person
from tests.make.callbacks import NOW, make_callback
from tests.make.campaigns import make_campaign
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

OWNER, APP = "julien_test_owner", "julien_test_app"


@pytest.fixture
def statements(settings, tmp_path):
    """What the command prints for the application's role."""
    settings.ERASED_LIST = tmp_path / "erased.txt"
    out = StringIO()
    call_command("audit_rights", APP, stdout=out)
    return out.getvalue()


@pytest.fixture
def as_app(statements):
    """Two real roles; from here on the test speaks to the database as the application."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {OWNER}; CREATE ROLE {APP}")
        cursor.execute(f"GRANT CREATE, USAGE ON SCHEMA public TO {OWNER}")
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"ALTER TABLE {table} OWNER TO {OWNER}")
        cursor.execute(f"ALTER SCHEMA figures OWNER TO {OWNER}")
        cursor.execute("SELECT viewname FROM pg_views WHERE schemaname = 'figures'")
        for (view,) in cursor.fetchall():
            cursor.execute(f"ALTER VIEW figures.{view} OWNER TO {OWNER}")
        cursor.execute(f"SET ROLE {OWNER}; {statements}")
        cursor.execute(f"RESET ROLE; SET ROLE {APP}")
        yield cursor
        cursor.execute("RESET ROLE")


def test_with_it_the_pages_and_the_seals_work(as_app, client):
    client.force_login(make_staff())
    held = make_callback()

    page = client.get(reverse("callbacks:call", args=[held.request.reference]))

    assert held.request.reference in page.content.decode()
    assert AuditEntry.objects.filter(action="read").count() == 1
    assert seal() > 1
    assert broken_seals() == []
    assert too_much() == []


def test_with_it_the_figures_are_counted_and_people_erased(as_app):
    campaign = make_campaign()
    held = make_callback("closed", closed_at=NOW, campaign=campaign)

    assert erase_person(request_ids=[held.request_id], by=None, at=NOW) == 1

    assert build(scope_of_campaign(campaign, at=NOW)).figures


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditentry SET page = ''",
        "DELETE FROM audit_auditentry",
        "TRUNCATE audit_auditentry CASCADE",
        "TRUNCATE audit_sealedentry",
        "DELETE FROM audit_auditseal",
        "ALTER TABLE audit_auditentry DISABLE TRIGGER ALL",
        "DROP TRIGGER append_only ON audit_auditentry",
        "DROP TRIGGER audit_write ON callbacks_interview",
        "ALTER TABLE callbacks_interview DISABLE TRIGGER audit_write",
        "TRUNCATE callbacks_interview CASCADE",
        "DROP TABLE audit_auditentry CASCADE",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql"
        " AS 'BEGIN RETURN NEW; END'",
    ],
)
def test_with_it_nothing_undoes_the_trail(as_app, statement):
    record_read(person_id=1, what="request", by=make_staff(), page="callbacks:call")

    refused = pytest.raises(DatabaseError, match=r"permission denied|must be owner")
    with refused, transaction.atomic():
        as_app.execute(statement)

    assert AuditEntry.objects.filter(person_id=1).count() == 1


def test_a_role_that_may_do_more_is_told_so():
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "manage.py audit_rights ROLE" in out.getvalue()


def test_verifying_reads_each_entry_once():
    """One pass, however long the trail: no part of the plan is run again per row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditentry (at, action, what, person_id, columns, page, why)"
            " SELECT now(), 'read', 'request', n, '', 'callbacks:call', ''"
            " FROM generate_series(1, 4000) n"
        )
        for _turn in range(8):
            seal(limit=500)
        cursor.execute("ANALYZE audit_auditentry, audit_sealedentry, audit_auditseal")
    assert broken_seals() == []
    explained = explain_verify()
    assert len(explained) == 3
    assert set(explained.values()) == {1}


def explain_verify():
    """{table: how often it is read from its beginning}."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {VERIFY}")
        (plan,) = cursor.fetchone()
    reads = {}
    parts = [plan[0]["Plan"]]
    while parts:
        part = parts.pop()
        parts += part.get("Plans", [])
        if table := part.get("Relation Name"):
            reads[table] = reads.get(table, 0) + part["Actual Loops"]
    return reads
