"""Small tables, read whole in one statement.

Each statement is put together anew by Django and sent to the database and back; of a table of a few
dozen rows that is most of what reading it costs. The rows come as JSON: one text a table, made into
instances when somebody asks for them. Where the text is the one that was read before, they are the
instances of then: after an edit nothing is made again that it has not changed.
"""

import json
from decimal import Decimal
from functools import cached_property

from django.db import connection

from julien.core.prepared import prepared_cursor


class Rows:
    """The rows of a model in a text of JSON."""

    def __init__(self, model, text):
        self.model = model
        self.text = text

    @cached_property
    def all(self):
        """The instances, in the order of the queryset; the same for whoever asks, and nobody's to
        change."""
        return self.made()

    def made(self):
        """The same, made for who asks."""
        return [instance(self.model, row) for row in of_json(self.text)]


class Together:
    """Querysets by their models; none takes a value, none reads what is kept encrypted.
    `querysets`: a function that gives {model: queryset}, once it is asked for."""

    def __init__(self, querysets):
        self._querysets = querysets

    @cached_property
    def _said(self):
        """(the models, the statement)."""
        querysets = self._querysets()
        return list(querysets), f"SELECT {', '.join(map(as_json, querysets.values()))}"

    def read(self, before):
        """{model: Rows}, all as of one instant. `before`: what the last reading gave, or {}."""
        models, statement = self._said
        with prepared_cursor() as cursor:
            cursor.execute(statement)
            texts = [text or "[]" for text in cursor.fetchone()]
        return {
            model: before[model]
            if model in before and before[model].text == text
            else Rows(model, text)
            for model, text in zip(models, texts, strict=True)
        }


def as_json(queryset):
    """SQL for the rows of a queryset as one text."""
    query, values = queryset.query.sql_with_params()
    if values:
        raise ValueError(f"A value stands in {query}")
    return f"(SELECT json_agg(one)::text FROM ({query}) AS one)"  # nosec B608  # no value in it


def of_json(text):
    """What PostgreSQL wrote as JSON; a number with a point is exact."""
    return json.loads(text, parse_float=Decimal)


def instance(model, row):
    """The instance of {column: value as JSON has it}, as if it had been read; a column that is not
    there is deferred."""
    fields = [one for one in model._meta.local_concrete_fields if one.column in row]
    values = [field.to_python(row[field.column]) for field in fields]
    return model.from_db(connection.alias, [field.attname for field in fields], values)
