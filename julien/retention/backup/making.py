"""Making a backup, and throwing away those whose time is over."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from julien import __version__
from julien.retention.backup.archive import write_archive
from julien.retention.backup.postgres import dumping, finish
from julien.retention.erased_list import copy_list
from julien.retention.table import days_of

COUNT = sql.SQL("SELECT count(*) FROM {}")
NAME = "julien-%Y%m%dT%H%M%SZ.backup"
LIST = "erased.txt"
TABLES = """
SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' AND relname <> 'django_session' ORDER BY relname
"""


def make_backup(folder, *, at):
    """Write the database as it is at one instant into one archive in `folder`. Returns its path.

    Pages go on meanwhile. A copy of the list of what was erased lies beside it, and archives
    whose time is over go. Raises OSError, Problem or PostgresFailed; then there is no new archive,
    and the older ones are all there.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / at.astimezone(UTC).strftime(NAME)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        manifest = {"at": at.isoformat(), "version": __version__, **_contents(cursor)}
        cursor.execute("SELECT pg_export_snapshot()")
        _dump(path, manifest, cursor.fetchone()[0])
    copy_list(folder / LIST)
    _throw_away(folder, at)
    return path


def _dump(path, manifest, snapshot):
    process = dumping(snapshot)
    try:
        write_archive(path, manifest, process.stdout, finish=lambda: finish(process))
    finally:
        process.kill()
        process.wait()


def _contents(cursor):
    """What a restored database must hold: the rows of each table, and the migrations."""
    cursor.execute(TABLES)
    names = [name for (name,) in cursor.fetchall()]
    return {"rows": count_rows(cursor, names), "migrations": len(_applied())}


def count_rows(cursor, names):
    """{table: how many rows}."""
    counts = {}
    for name in names:
        cursor.execute(COUNT.format(sql.Identifier("public", name)).as_string(None))
        (counts[name],) = cursor.fetchone()
    return counts


def _applied():
    return MigrationRecorder(connection).applied_migrations()


def archives(folder):
    """[(instant, path)] of the archives of a folder, latest first."""
    found = []
    for path in Path(folder).glob("julien-*.backup"):
        try:
            found.append((datetime.strptime(path.name, NAME).replace(tzinfo=UTC), path))
        except ValueError:
            continue
    return sorted(found, reverse=True)


def _throw_away(folder, at):
    limit = at - timedelta(days=days_of("backups"))
    for made_at, path in archives(folder):
        if made_at < limit:
            path.unlink()
