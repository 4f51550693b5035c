"""SQL that Django writes once and that is run many times.

Writing a long statement costs Django many times what the database needs to answer it, and it
comes out the same each time but for a few values. A statement is kept by building its queryset
with Given in place of these values. Nothing of the first run can stay in it: who builds it is
given no value at all, and who runs it must give each.
"""

from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Value


class Given(Value):
    """In a queryset to be kept: a value that is told by `name` at each run.

    `sql`: how it stands in the statement, where that is not the bare value.
    """

    def __init__(self, name, output_field, sql="%s"):
        super().__init__(name, output_field)
        self.sql = sql

    def as_sql(self, compiler, connection):
        return self.sql, [Told(self.value)]


class Told(NamedTuple):
    """Among the parameters of a statement: the place of a value."""

    name: str


class Statement(NamedTuple):
    """A statement with places for values."""

    sql: str
    params: tuple

    def run(self, **values):
        """All its rows. KeyError for a value that is not given."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.filled(**values))
            return cursor.fetchall()

    def filled(self, **values):
        return [values[one.name] if type(one) is Told else one for one in self.params]


def statement(queryset, nothing="SELECT WHERE false"):
    """The Statement of a queryset. Keep it in an lru_cache whose key says all that shapes it.

    `nothing`: the SQL of one that can have no row.
    """
    try:
        return Statement(*queryset.query.sql_with_params())
    except EmptyResultSet:
        return Statement(nothing, ())
