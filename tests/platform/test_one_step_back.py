"""The version before runs on the tables of this one (docs/operator.md, "Upgrade, and back").

Its tables are made again from its migrations, which this version carries too.
"""

import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

pytestmark = pytest.mark.django_db

# The last migration of each app of ours in the version before.
# At a release: what `manage.py showmigrations` ends with in the version being released.
VERSION_BEFORE = {
    "audit": "0003_reports_taken",
    "callbacks": "0020_large_tables",
    "campaigns": "0018_search_by_language",
    "requests_intake": "0022_large_tables",
    "retention": "0006_states_checked",
    "staff": "0006_places_letter",
}
COLUMNS = """
SELECT table_name, column_name,
       is_nullable = 'YES' OR column_default IS NOT NULL OR is_identity = 'YES'
FROM information_schema.columns WHERE table_schema = 'public'
"""


def columns_before():
    """{table: columns} that the models of the version before read and write."""
    loader = MigrationLoader(connection)
    then = loader.project_state(list(VERSION_BEFORE.items())).apps
    return {
        model._meta.db_table: {field.column for field in model._meta.local_fields}
        for model in then.get_models(include_auto_created=True)
    }


def columns_now():
    """{table: {column: whether a row may be written without it}}."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        for table, column, may_be_left_out in cursor.fetchall():
            found.setdefault(table, {})[column] = may_be_left_out
    return found


def test_the_version_before_finds_its_columns_and_may_leave_out_the_new_ones():
    """A new column is nullable or has a default in the database (db_default): Django's own
    `default` is known to this version only. A column or table that the version before reads goes
    one version later."""
    before, now = columns_before(), columns_now()
    assert len(before) > 60
    missing = {
        f"{table}.{column}"
        for table, columns in before.items()
        for column in columns - set(now.get(table, {}))
    }
    in_the_way = {
        f"{table}.{column}"
        for table in before.keys() & now.keys()
        for column, may_be_left_out in now[table].items()
        if column not in before[table] and not may_be_left_out
    }
    assert (missing, in_the_way) == (set(), set())


def test_the_version_before_is_one_that_was():
    """Every app of ours is named, with a migration of its own."""
    graph = MigrationLoader(connection).graph
    ours = {
        config.label
        for config in apps.get_app_configs()
        if not Path(config.path).is_relative_to(sys.prefix)
        and (Path(config.path) / "migrations").is_dir()
    }
    assert set(VERSION_BEFORE) == ours
    assert set(VERSION_BEFORE.items()) <= set(graph.nodes)
