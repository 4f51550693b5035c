"""The audit trail: complete, silent about content, and impossible to change unnoticed."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from julien.audit.context import acting
from julien.audit.models import AuditEntry
from julien.audit.services import broken_seals, record_read, seal
from julien.audit.watch import watch_table
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def notes():
    """A table watched like the real ones."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE audited_note (id bigint PRIMARY KEY, request_id bigint, words text);"
            + watch_table("audited_note", "request")
        )
        yield cursor


def trail():
    return list(AuditEntry.objects.order_by("pk").values_list("action", "row_id", "columns"))


def test_each_write_leaves_an_entry_without_its_content(notes):
    notes.execute("INSERT INTO audited_note VALUES (1, 7, 'Zzqx Markerson')")
    notes.execute("UPDATE audited_note SET words = 'Zzqx again', request_id = 8")
    notes.execute("UPDATE audited_note SET words = words")
    notes.execute("DELETE FROM audited_note")

    assert trail() == [("insert", 1, ""), ("update", 1, "request_id,words"), ("delete", 1, "")]
    assert [entry.person_id for entry in AuditEntry.objects.order_by("pk")] == [7, 8, 8]
    notes.execute("SELECT string_agg(e::text, ' ') FROM audit_auditentry e")
    assert "Zzqx" not in notes.fetchone()[0]


def test_a_write_names_the_member_of_the_team_and_the_page_and_forgets_them(notes):
    caller = make_staff()
    with acting(lambda: (caller.pk, "callbacks:call", "correction")):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO audited_note VALUES (1, 7, '')")
        # A rolled back savepoint takes the name with it; the next write tells it again.
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO audited_note VALUES (1, 7, 'twice')")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE audited_note SET words = 'x'")
    notes.execute("DELETE FROM audited_note")

    on_notes = AuditEntry.objects.filter(what="audited_note").order_by("pk")
    named = on_notes.values_list("actor_id", "page", "why")
    expected = (caller.pk, "callbacks:call", "correction")
    assert list(named) == [expected, expected, (None, "", "")]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditentry SET page = 'elsewhere'",
        "DELETE FROM audit_auditentry",
        "UPDATE audit_auditseal SET digest = ''",
        "DELETE FROM audit_sealedentry",
    ],
)
def test_the_trail_refuses_change(notes, statement):
    record_read(person_id=1, what="request", by=make_staff(), page="callbacks:call")
    seal()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        notes.execute(statement)

    assert AuditEntry.objects.filter(person_id=1).count() == 1


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit_auditentry SET page = 'callbacks:calm' WHERE person_id = 3",
        "DELETE FROM audit_sealedentry WHERE entry_id = (SELECT max(id) FROM audit_auditentry)",
        "UPDATE audit_auditseal SET digest = repeat('0', 64) WHERE number = 1",
        "DELETE FROM audit_auditseal WHERE number = 1",
    ],
)
def test_tampering_behind_the_triggers_is_found(notes, tampering):
    """Somebody with the rights of the owner switches the guards off, changes, switches on."""
    caller = make_staff()
    for person in range(5):
        record_read(person_id=person, what="request", by=caller, page="callbacks:call")
        seal()
    assert broken_seals() == []

    notes.execute("SET CONSTRAINTS ALL IMMEDIATE")
    notes.execute("SET session_replication_role = replica")
    notes.execute(tampering)
    notes.execute("SET session_replication_role = origin")

    assert broken_seals() != []
    with pytest.raises(CommandError, match="altered"):
        call_command("verify_audit")


def test_a_late_commit_is_sealed_after_the_earlier_numbers(notes):
    """Entries get their number before they are committed: none may escape the seals."""
    caller = make_staff()
    seal()
    record_read(person_id=1, what="request", by=caller, page="p")
    assert (seal(), seal()) == (1, 0)
    first = AuditEntry.objects.get(person_id=1)
    AuditEntry(pk=first.pk - 10_000, action="read", what="request", person_id=2).save(
        force_insert=True
    )

    assert seal() == 1
    assert broken_seals() == []
    assert not AuditEntry.objects.filter(seal_entries=None).exists()
