"""Bringing a backup back, and trying out that it can be brought back."""

import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from cryptography.fernet import InvalidToken
from django.db import connection
from psycopg import sql

from julien.audit.services import VERIFY
from julien.core.crypto import decrypt, keys_of
from julien.core.rotation import encrypted_fields
from julien.retention.backup.archive import BadArchive, check, copy_dump, read_manifest
from julien.retention.backup.making import archives, count_rows
from julien.retention.backup.postgres import environment, finish, restoring


class NotRestored(Exception):
    """Why a backup was not, or could not be, brought back. Nothing was changed."""


@dataclass(frozen=True)
class Tried:
    """A backup that came back whole: of when, and how many rows."""

    made_at: datetime
    rows: int


def newest(folder):
    """The path of the latest archive. A path of one archive is itself. Raises NotRestored."""
    if Path(folder).is_file():
        return Path(folder)
    found = archives(folder)
    if not found:
        raise NotRestored(f"There is no backup in {folder}.")
    return found[0][1]


def restore_into_empty(path):
    """Bring the archive back into the database of the settings. Returns its manifest.

    The database must be empty, the archive whole: both are looked at first. One transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        if cursor.fetchone()[0]:
            raise NotRestored("The database is not empty. Make a new one: nothing was changed.")
    check(path)
    connection.close()
    _load(path)
    return read_manifest(path)


def try_out(path):
    """Restore the archive into a database of its own, look at it, throw that away. Returns Tried.

    Looked at: every table has the rows it had, every seal of the audit trail fits, a value of each
    encrypted column opens. Raises NotRestored with what is wrong, BadArchive, PostgresFailed.
    """
    check(path)
    manifest = read_manifest(path)
    with _scratch_database() as name:
        _load(path, name)
        with _connect(name) as there, there.cursor() as cursor:
            found = count_rows(cursor, manifest["rows"])
            different = [table for table, rows in manifest["rows"].items() if found[table] != rows]
            if different:
                raise NotRestored(f"Rows are missing: {', '.join(different)}.")
            cursor.execute(VERIFY)
            if cursor.fetchall():
                raise NotRestored("The audit trail in it does not fit its seals.")
            _open_values(cursor)
    return Tried(datetime.fromisoformat(manifest["at"]), sum(manifest["rows"].values()))


def _load(path, database=""):
    process = restoring(database)
    try:
        copy_dump(path, process.stdin)
    except BrokenPipeError:
        pass  # it has ended, and says why
    except BadArchive:
        process.kill()
        raise
    finally:
        finish(process)


def _open_values(cursor):
    for field in encrypted_fields():
        table = field.model._meta
        cursor.execute(
            sql.SQL("SELECT {0} FROM {1} WHERE {0} <> '' LIMIT 1").format(
                sql.Identifier(field.column), sql.Identifier(table.db_table)
            )
        )
        for (value,) in cursor.fetchall():
            try:
                decrypt(value, keys_of(field.keys))
            except InvalidToken:
                raise NotRestored(f"No key opens {table.label}.{field.column}.") from None


@contextmanager
def _scratch_database():
    """A new database on the same server, gone afterwards whatever happens."""
    name = f"julien_drill_{secrets.token_hex(6)}"
    with _connect("postgres") as server:
        try:
            server.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name))
            )
        except psycopg.errors.InsufficientPrivilege:
            raise NotRestored("The role in DATABASE_URL may not create a database.") from None
        try:
            yield name
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _connect(database):
    told = environment(database)
    names = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password"}
    names |= {"PGDATABASE": "dbname", "PGSSLMODE": "sslmode"}
    known = {word: told[name] for name, word in names.items() if told.get(name)}
    return psycopg.connect(**known, autocommit=True)
