"""Writing rows by a statement that is made once for each model, several of them in one.

`Model.objects.create()` puts the same INSERT together anew for each row, which takes longer than
running it, and each statement is a way to the database and back. What is asked for by many at
once (an SMS, a form) is written in this way.
"""

from functools import lru_cache

from django.db import IntegrityError, connection, transaction
from django.db.models.expressions import RawSQL
from django.db.models.sql import InsertQuery
from psycopg.errors import UniqueViolation

ROUNDS = 5


def insert(*rows):
    """INSERT model instances that are not in the database yet, and give them their keys.

    All in one statement, so all or none. A row may point to one before it, which has its key
    only afterwards. Otherwise as row.save(force_insert=True), without signals (we have none):
    fields, encryption, defaults, constraints and the audit trail are the same.
    Returns the first.
    """
    links = [_links(row, rows[:number]) for number, row in enumerate(rows)]
    statement, fields_of = _statement(
        tuple((type(row), tuple(to.items())) for row, to in zip(rows, links, strict=True))
    )
    values = [
        field.get_db_prep_save(field.pre_save(row, True), connection)
        for row, fields in zip(rows, fields_of, strict=True)
        for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        keys = cursor.fetchone()
    for row, key, to in zip(rows, keys, links, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias
        for attname, number in to.items():
            setattr(row, attname, keys[number])
    return rows[0]


def settled(act, *, known=lambda: None):
    """What act() returns, run in one transaction.

    Where a unique constraint has given the row to somebody quicker, what they wrote can be read
    now: known() is the answer if it is not None, else act() is run once more.
    """
    for _round in range(ROUNDS):
        try:
            with transaction.atomic():
                return act()
        except IntegrityError as error:
            if not isinstance(error.__cause__, UniqueViolation):
                raise
            lost = error
        if (found := known()) is not None:
            return found
    raise lost


def _links(row, before):
    """{attname: number of the row before it that it points to}, for those without a key yet."""
    numbers = {id(one): number for number, one in enumerate(before)}
    points_to = {
        field.attname: numbers.get(id(field.get_cached_value(row, None)))
        for field in row._meta.local_concrete_fields
        if field.is_relation and before
    }
    return {attname: number for attname, number in points_to.items() if number is not None}


@lru_cache(maxsize=64)
def _statement(shape):
    """(statement that returns the keys, [the fields each row takes]), as Django writes it.

    `shape`: for each row its model, and which attname points to which row before it.
    """
    parts, fields_of = [], []
    for number, (model, links) in enumerate(shape):
        statement, fields = _one(model, dict(links))
        parts.append(f"row{number} AS ({statement})")
        fields_of.append(fields)
    if len(shape) == 1:
        return statement, fields_of
    # Asked for one by one, so that they are given in this order.
    keys = ", ".join(_key_of(number, model) for number, (model, _links) in enumerate(shape))
    return f"WITH {', '.join(parts)} SELECT {keys}", fields_of


def _one(model, links):
    """(INSERT … RETURNING its key, the fields it takes) for one row."""
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    blank = model()
    for attname, number in links.items():
        key = _key_of(number, model._meta.get_field(attname).related_model)
        setattr(blank, attname, RawSQL(key, []))  # nosec B611  # no value in it
    query = InsertQuery(model)
    query.insert_values(fields, [blank])
    compiler = query.get_compiler(connection=connection)
    compiler.returning_fields = [model._meta.pk]
    ((statement, _values),) = compiler.as_sql()
    return statement, [field for field in fields if field.attname not in links]


def _key_of(number, model):
    """The SQL of the key that a row of the same statement is given."""
    return f"(SELECT {model._meta.pk.column} FROM row{number})"  # nosec B608  # no value in it
