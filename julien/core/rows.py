"""Writing rows by a statement that is made once for each model, several of them in one; and reading
one by a statement that is written out.

`Model.objects.create()` puts the same INSERT together anew for each row, which takes longer than
running it, and each statement is a way to the database and back; `raw()` matches columns and
fields anew each time, even when no row is found. What is asked for by many at once (an SMS, a
form) is written and read in this way.
"""

from functools import lru_cache

from django.db import IntegrityError, connection, transaction
from django.db.models.expressions import RawSQL
from django.db.models.sql import InsertQuery
from psycopg.errors import UniqueViolation

from julien.core.prepared import prepared_cursor

ROUNDS = 5


def insert(*rows):
    """INSERT model instances that are not in the database yet, and give them their keys.

    All in one statement, so all or none. A row may point to one before it, which has its key
    only afterwards. Otherwise as row.save(force_insert=True), without signals (we have none):
    fields, encryption, defaults, constraints and the audit trail are the same.
    Returns the first.
    """
    links = [_links(row, rows[:number]) for number, row in enumerate(rows)]
    given = [_given(row, to) for row, to in zip(rows, links, strict=True)]
    statement = _statement(
        tuple(
            (type(row), tuple(values), tuple(to.items()))
            for row, values, to in zip(rows, given, links, strict=True)
        )
    )
    with prepared_cursor() as cursor:
        cursor.execute(statement, [value for values in given for value in values.values()])
        keys = cursor.fetchone()
    for row, key, to in zip(rows, keys, links, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias
        for attname, number in to.items():
            setattr(row, attname, keys[number])
    return rows[0]


def read_one(model, statement, values):
    """(the instance in the first row that a SELECT finds, what else that row holds).

    The statement is prepared. It names the columns of the model first, as columns_of() does; the
    instance is None where the key among them is NULL. (None, ()) without a row.
    """
    with prepared_cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone() or ()
    fields = model._meta.local_concrete_fields
    stored = dict(zip(fields, row, strict=False))
    if stored.get(model._meta.pk) is None:
        return None, row[len(fields) :]
    said = [_read(field, value) for field, value in stored.items()]
    instance = model.from_db(connection.alias, [field.attname for field in fields], said)
    return instance, row[len(fields) :]


def columns_of(model, table):
    """The columns of a model one by one, for a SELECT from what is called `table` there."""
    return ", ".join(f"{table}.{field.column}" for field in model._meta.local_concrete_fields)


def _read(field, value):
    for converter in field.get_db_converters(connection):
        value = converter(value, field.cached_col, connection)
    return value


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


def _given(row, links):
    """{attname: value} of what the statement is given for a row.

    None is left out, for a column without a value is NULL: a third of those of a request are, and
    each would be sent and read for nothing.
    """
    return {
        field.attname: field.get_db_prep_save(value, connection)
        for field in row._meta.local_concrete_fields
        if not field.primary_key and field.attname not in links
        if (value := field.pre_save(row, True)) is not None or field.has_db_default()
    }


@lru_cache(maxsize=256)
def _statement(shape):
    """The statement that returns the keys, as Django writes it.

    `shape`: for each row its model, the attnames it is given, and which attname points to which
    row before it.
    """
    parts = [f"row{number} AS ({_one(*row)})" for number, row in enumerate(shape)]
    if len(shape) == 1:
        return _one(*shape[0])
    # Asked for one by one, so that they are given in this order.
    keys = ", ".join(_key_of(number, model) for number, (model, *_rest) in enumerate(shape))
    return f"WITH {', '.join(parts)} SELECT {keys}"


def _one(model, given, links):
    """INSERT … RETURNING its key, for one row."""
    blank = model()
    for attname, number in links:
        key = _key_of(number, model._meta.get_field(attname).related_model)
        setattr(blank, attname, RawSQL(key, []))  # nosec B611  # no value in it
    columns = [*given, *(attname for attname, _number in links)]
    query = InsertQuery(model)
    query.insert_values([model._meta.get_field(attname) for attname in columns], [blank])
    compiler = query.get_compiler(connection=connection)
    compiler.returning_fields = [model._meta.pk]
    ((statement, _values),) = compiler.as_sql()
    return statement


def _key_of(number, model):
    """The SQL of the key that a row of the same statement is given."""
    return f"(SELECT {model._meta.pk.column} FROM row{number})"  # nosec B608  # no value in it
