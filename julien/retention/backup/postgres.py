"""pg_dump and pg_restore: finding them, and telling them where the database is."""

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

from django.db import connection

from julien.local import binaries
from julien.local.problem import Problem

NOT_DUMPED = ("--exclude-schema=figures", "--exclude-table-data=django_session")
PLAIN = ("--no-owner", "--no-privileges")


class PostgresFailed(Exception):
    """What the programme said, without a value of any row."""


def programme(name):
    """The path of pg_dump or pg_restore that is not older than the server."""
    needed = connection.pg_version // 10000
    for folder in _folders():
        found = folder / name
        if found.exists() and binaries.major_version(folder) >= needed:
            return found
    raise Problem(f"No {name} of PostgreSQL {needed} or newer is found on this machine.")


def _folders():
    with suppress(Problem):
        yield binaries.postgres()
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if there := shutil.which("pg_dump"):
        yield Path(there).resolve().parent


def environment(database=""):
    """The variables that lead to our database, or another one of that server."""
    told = connection.settings_dict
    return variables(told | {"NAME": database or told["NAME"]})


def variables(told):
    """The variables that lead to a database; nothing of it stands on a command line.

    told: as in settings.DATABASES.
    """
    values = {
        "PGHOST": told["HOST"],
        "PGPORT": told["PORT"],
        "PGUSER": told["USER"],
        "PGPASSWORD": told["PASSWORD"],
        "PGDATABASE": told["NAME"],
        "PGSSLMODE": told["OPTIONS"].get("sslmode", ""),
    }
    return os.environ | {name: str(value) for name, value in values.items() if value}


def dumping(snapshot):
    """A running pg_dump that writes to its stdout what that snapshot sees."""
    return subprocess.Popen(
        [programme("pg_dump"), "--format=custom", f"--snapshot={snapshot}", *PLAIN, *NOT_DUMPED],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def restoring(database=""):
    """A running pg_restore that reads a dump from its stdin, all or nothing."""
    options = ["--exit-on-error", "--single-transaction", *PLAIN]
    target = database or connection.settings_dict["NAME"]
    return subprocess.Popen(
        [programme("pg_restore"), *options, f"--dbname={target}"],
        env=environment(database),
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def finish(process):
    """Wait for its end. Raises PostgresFailed with the first line of what it said."""
    said = process.communicate()[1].decode(errors="replace").strip()
    if process.returncode:
        raise PostgresFailed(said.splitlines()[0] if said else f"ended with {process.returncode}")
