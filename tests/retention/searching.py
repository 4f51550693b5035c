"""Looking for what should not be there any more."""

from django.db import connection

from julien.retention.models import Fact
from julien.retention.owned import tables
from requests_intake.services.erase import erase_person
from tests.make.callbacks import NOW
from tests.make.whole import MARKS


def erase(*requests, at=NOW, by=None):
    return erase_person(request_ids=[request.pk for request in requests], by=by, at=at)


def decrypted_rows():
    """(table, text) of each row of ours, encrypted columns opened."""
    for table in tables():
        for row in table.model.objects.all():
            values = {f.name: getattr(row, f.attname) for f in row._meta.concrete_fields}
            yield table.name, str(values).lower()
    for fact in Fact.objects.all():
        yield "facts", f"{fact.story} {fact.clock} {fact.key}".lower()


def whole_database():
    """Every row of every table of the database as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            for (row,) in cursor.fetchall():
                yield table, row


def marked():
    return {table for table, text in decrypted_rows() for mark in MARKS if mark in text}
