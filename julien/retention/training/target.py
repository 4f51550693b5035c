"""The empty database into which a copy goes, and how its tables get there."""

import secrets
import subprocess
from contextlib import contextmanager

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from psycopg import sql

from julien import env
from julien.retention.backup.postgres import PLAIN, finish, programme, variables

THERE = """
SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S')
    AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
"""
DATE = "SELECT set_config('datestyle', 'ISO', false), set_config('timezone', 'UTC', false)"


class BadTarget(Exception):
    """Why no copy goes into that database. Nothing was changed in it."""


class Target:
    """A database, by its address. Its password may stand in PGPASSWORD or ~/.pgpass instead."""

    def __init__(self, address):
        try:
            self.told = env.database(address)
        except ImproperlyConfigured as error:
            raise BadTarget(str(error).replace("DATABASE_URL", "The address")) from None

    def check(self):
        """Raises BadTarget unless it is an empty database, and not the one of the settings."""
        with self.connect() as there:
            if self._is_ours(there):
                raise BadTarget("That is the database of this installation.")
            if there.execute(THERE).fetchone()[0]:
                raise BadTarget("The database is not empty. Make a new one.")

    def _is_ours(self, there):
        """Whatever its address is called: a lock that we hold here cannot be taken there."""
        key = secrets.randbits(62)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [key])
            try:
                (free,) = there.execute("SELECT pg_try_advisory_lock(%s)", [key]).fetchone()
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
        return not free

    @contextmanager
    def connect(self):
        """A connection in one transaction. Raises BadTarget when there is no such database."""
        told = variables(self.told)
        names = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password"}
        known = {word: told[name] for name, word in names.items() if told.get(name)}
        try:
            there = psycopg.connect(**known, dbname=self.told["NAME"], **self.told["OPTIONS"])
        except psycopg.OperationalError as error:
            raise BadTarget(f"It does not answer: {str(error).splitlines()[0]}") from None
        with there:
            there.execute(DATE)
            yield there

    def make_tables(self, schema):
        """Tables, types, functions and views, of a dump of ours without rows."""
        self._restore(schema, "pre-data")

    def make_rules(self, schema):
        """Indexes, constraints and triggers: all rows must fit them."""
        self._restore(schema, "post-data")

    def _restore(self, schema, section):
        process = subprocess.Popen(
            [
                programme("pg_restore"),
                "--exit-on-error",
                "--single-transaction",
                *PLAIN,
                f"--section={section}",
                f"--dbname={self.told['NAME']}",
            ],
            env=variables(self.told),
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        process.stdin.write(schema)
        finish(process)


def our_schema():
    """A dump of our tables and rules, without a row."""
    process = subprocess.Popen(
        [programme("pg_dump"), "--format=custom", "--schema-only", *PLAIN],
        env=variables(connection.settings_dict),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    schema = process.stdout.read()
    finish(process)
    return schema


def count_on(there, model):
    """The next row of a table gets the number after its last."""
    table, key = model._meta.db_table, model._meta.pk.column
    (sequence,) = there.execute(
        "SELECT pg_get_serial_sequence(%s, %s)", [f"public.{table}", key]
    ).fetchone()
    if sequence:
        statement = sql.SQL("SELECT setval(%s, max({key})) FROM {table} HAVING max({key}) > 0")
        there.execute(
            statement.format(key=sql.Identifier(key), table=sql.Identifier(table)), [sequence]
        )
