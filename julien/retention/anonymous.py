"""The rows as figures may see them: no identity, the erased ones among them.

The schema `figures` has one view for each table that is counted, under the table's own name. It
shows the columns named in the app's erasure.py and no other, of the people of today (LIVING) and
of those whose request was erased (Fact). Counting code is the same for both, and cannot read a
name: the column is not there. The views are made again after each `migrate`.
"""

from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Q

from julien.retention.models import Fact
from julien.retention.owned import tables

SCHEMA = "figures"
DROP = f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"
SECONDS = "double precision"
LIVING = Q(pk__gt=0)  # the keys of facts are negative


@contextmanager
def without_identities():
    """Within the block, queries read the views instead of the tables."""
    features = connection.features
    by_key = features.allows_group_by_selected_pks
    features.allows_group_by_selected_pks = False  # a view has no key to group by
    try:
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL search_path TO {SCHEMA}, public")
            yield
            cursor.execute("SET LOCAL search_path TO DEFAULT")
    finally:
        features.allows_group_by_selected_pks = by_key


def make_views():
    """Make them all again, from the models as they are. All or nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(DROP)
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        for table in tables():
            if table.counts:
                cursor.execute(_view(table))


def drop_views():
    """Before migrations: PostgreSQL refuses to change a column that a view shows."""
    with connection.cursor() as cursor:
        cursor.execute(DROP)


def _view(table):
    columns = _columns(table)
    names = ", ".join(columns)
    shown = ", ".join(columns.values())
    return (
        f"CREATE VIEW {SCHEMA}.{table.name} AS"  # nosec B608  # names of our own tables
        f" SELECT {names} FROM public.{table.name}"
        f" UNION ALL SELECT {shown} FROM public.{Fact._meta.db_table} f"
        f" CROSS JOIN LATERAL {_elements(table)}"
        f" CROSS JOIN LATERAL jsonb_to_record(e.row) AS r({_record(table)})"
    )


def _columns(table):
    """{column: where it comes from in a fact}, in the order of the model."""
    found = {}
    for field in table.model._meta.concrete_fields:
        if field.primary_key:
            found[field.column] = "f.key" if table.stays or table.one else "f.key - e.place"
        elif field.name in table.links:
            found[field.column] = "f.key"
        elif field.name == table.anchor:
            found[field.column] = "f.counted_at"
        elif field.name in table.clock:
            found[field.column] = f"f.counted_at + r.{field.column} * interval '1 second'"
        elif field.name in table.kept:
            found[field.column] = f"r.{field.column}"
        elif field.name in table.shown:
            found[field.column] = f"NULL::{field.db_type(connection)}"
    return found


def _record(table):
    """The columns of the JSON and their types."""
    fields = {field.name: field for field in table.model._meta.concrete_fields}
    kept = [(fields[name].column, fields[name].db_type(connection)) for name in table.kept]
    clock = [(fields[name].column, SECONDS) for name in table.clock]
    return ", ".join(f"{column} {kind}" for column, kind in kept + clock)


def _elements(table):
    """The JSON rows of this table in a fact `f`, with their place."""
    if table.stays:
        both = f"(f.story -> '{table.name}') || (f.clock -> '{table.name}')"
        return f"(SELECT {both} AS row, 0 AS place) e"
    part = "clock" if table.clock else "story"
    rows = f"jsonb_array_elements(f.{part} -> '{table.name}')"
    return f"{rows} WITH ORDINALITY AS e(row, place)"
