"""Making the copy: the rows of one instant, read in pieces, each column by its rule."""

from django.db import connection, transaction
from django.db.models import F, Q, TextField
from django.db.models.functions import Cast
from psycopg import sql

from julien.retention.training.columns import copied, empty, unlisted
from julien.retention.training.people import People
from julien.retention.training.rules import Row
from julien.retention.training.target import count_on, our_schema

PIECE = 1000


class Unlisted(Exception):
    """Columns of which no list says what becomes of them. Nothing was written."""


def make_copy(target, *, keys):
    """Fill the empty database `target` with a copy in which nobody is. Returns {table: rows}.

    keys: those of the copy. The rows are those of one instant; pages go on meanwhile, and memory
    holds a piece of one table at a time. Raises Unlisted or BadTarget, having written nothing;
    TooManyPeople or PostgresFailed, leaving tables without rows: that database is then to be thrown
    away. No row of ours is ever written there as it is.
    """
    if problems := list(unlisted()):
        raise Unlisted("\n".join(problems))
    target.check()
    schema = our_schema()
    target.make_tables(schema)
    people = People()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        with target.connect() as there:
            told = {
                table.model._meta.db_table: _fill(there, table, keys, people) for table in copied()
            }
    target.make_rules(schema)
    return told


def _fill(there, table, keys, people):
    """The rows of one table. Returns how many."""
    name = sql.Identifier(table.model._meta.db_table)
    columns = sql.SQL(", ").join(sql.Identifier(column.column) for column in table.columns)
    rules = [table.rule(column.name) for column in table.columns]
    place = 0
    with there.cursor().copy(sql.SQL("COPY {} ({}) FROM STDIN").format(name, columns)) as written:
        for place, (values, person) in enumerate(_rows(table), start=1):
            row = Row(keys=keys, place=place, **_whose(person, people))
            written.write_row(
                [
                    rule(value, row) if rule and value else value
                    for rule, value in zip(rules, values, strict=True)
                ]
            )
    count_on(there, table.model)
    return place


def _rows(table):
    """(values as text, (hash of the number, instant, request) or ()), a piece at a time."""
    width = len(table.columns)
    dropped = {
        place: empty(column)
        for place, column in enumerate(table.columns)
        if column.name in table.drop
    }
    asked = [Cast(F(column.name), TextField()) for column in table.columns]
    found = table.model._base_manager.filter(table.only or Q()).order_by("pk")
    rows = found.values_list(*asked, *table.lookups())
    for told in rows.iterator(chunk_size=PIECE):
        values = [dropped.get(place, value) for place, value in enumerate(told[:width])]
        yield values, told[width:]


def _whose(person, people):
    if not person:
        return {}
    number_hash, came, request_id = person
    who = people.who(number_hash, request_id)
    return {"person": who, "shift": who.shift(came)}
