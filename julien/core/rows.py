"""Writing one row by a statement that is made once for each model.

`Model.objects.create()` puts the same INSERT together anew for each row, which takes longer than
running it. What is asked for by many at once (an SMS, a form) is written in this way.
"""

from functools import lru_cache

from django.db import connection
from django.db.models.sql import InsertQuery


def insert(row):
    """INSERT a model instance that is not in the database yet, and give it its key. Returns it.

    As row.save(force_insert=True), without signals (we have none): fields, encryption,
    defaults, constraints and the audit trail are the same.
    """
    statement, fields = _statement(type(row))
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, connection.alias
    return row


@lru_cache
def _statement(model):
    """(INSERT … RETURNING its key, the fields it takes), as Django writes it for one row."""
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    query = InsertQuery(model)
    query.insert_values(fields, [model()])
    compiler = query.get_compiler(connection=connection)
    compiler.returning_fields = [model._meta.pk]
    ((statement, _values),) = compiler.as_sql()
    return statement, fields
