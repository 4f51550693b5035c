"""SQL that Django writes once, PostgreSQL plans once for each connection, and that is run often.

Writing a long statement costs Django, and planning it PostgreSQL, many times what it takes to
answer it, and both come out the same each time but for a few values. A statement is kept by
building its queryset with Given in place of these values. Nothing of the first run can stay in it:
who builds it is given no value at all, and who runs it must give each. All other values stand in
its text: only so PostgreSQL sees that "state = 'queued'" is what a partial index is about.
"""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Value
from django.db.models.sql import UpdateQuery

from julien.core.prepared import AtOnce, prepared_cursor


class Given(Value):
    """In a queryset to be kept: a value that is told by `name` at each run.

    `sql`: how it stands in the statement, where that is not the bare value.
    """

    def __init__(self, name, output_field, sql="%s"):
        super().__init__(name, output_field)
        self.sql = sql

    def as_sql(self, compiler, connection):
        return self.sql, [Told(self.value)]


class Found(Value):
    """In a queryset to be kept: what another part of the same statement finds, as SQL says it."""

    def as_sql(self, compiler, connection):
        return self.value, []


class Told(NamedTuple):
    """Among the parameters of a statement: the place of a value."""

    name: str


class Statement(NamedTuple):
    """A statement with places for values, as %(name)s; a percent sign stands in it twice."""

    sql: str

    def run(self, **values):
        """All its rows. ProgrammingError for a value that is not given."""
        with prepared_cursor(AtOnce) as cursor:
            cursor.execute(self.sql, values)
            return cursor.fetchall()


def statement(queryset, nothing="SELECT WHERE false"):
    """The Statement of a queryset. Keep it in an lru_cache whose key says all that shapes it.

    `nothing`: the SQL of one that can have no row.
    """
    try:
        return _written(queryset.query)
    except EmptyResultSet:
        return Statement(nothing)


def update_statement(queryset, **values):
    """The Statement of queryset.update(**values), to be part of a larger one."""
    query = queryset.query.chain(UpdateQuery)
    query.add_update_values(values)
    return _written(query)


def _written(query):
    sql, params = query.sql_with_params()
    return Statement(sql.replace("%%", "%%%%") % tuple(map(_place, params)))


def _place(param):
    """A place for what is told at each run; any other value as it stands in the text."""
    if type(param) is Told:
        return f"%({param.name})s"
    if isinstance(param, date):
        raise TypeError("an instant would stay in the statement for ever")
    return connection.ops.compose_sql("%s", [param]).replace("%", "%%")
