"""What of each table reaches a copy for training: one list an app, column by column.

A module named in settings.TRAINING has TABLES. `unlisted()` names each table and column that no
list speaks of; the command stops on it before anything is written, and so does
tests/test_training_lists.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import NOT_PROVIDED, Model, Q

from julien.retention.training.rules import moved


@dataclass(frozen=True)
class Copied:
    """A table whose rows go into the copy. Each of its columns stands in exactly one group.

    keep: as it is. Nothing that a person wrote, nothing by which somebody is found.
    replace: {column: rule} (training/rules.py). What is empty stays empty.
    shift: instants of a person, all moved by that person's number of weeks.
    drop: emptied.
    person: the lookup from a row to its request, as in erasure.py; "" for a table of nobody.
    found_by: (hash of the number, instant), where they are not those of the request.
    only: which rows go along, where not all can.
    """

    model: type[Model]
    keep: tuple[str, ...] = ()
    replace: dict[str, Callable] = field(default_factory=dict)
    shift: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    person: str = ""
    found_by: tuple[str, ...] = ()
    only: Q | None = None

    @property
    def listed(self):
        return [*self.keep, *self.replace, *self.shift, *self.drop]

    @cached_property
    def columns(self):
        """The fields of the model, as they stand in its table."""
        return self.model._meta.concrete_fields

    def rule(self, name):
        """The function that makes the new value; None: the value stays."""
        return moved if name in self.shift else self.replace.get(name)

    def lookups(self):
        """(hash of the number, instant, request) of a row, as lookups; () for a table of nobody."""
        if not self.person:
            return ()
        way = "" if self.person == "pk" else f"{self.person}__"
        number, came = self.found_by or (f"{way}phone_lookup", f"{way}received_at")
        return number, came, self.person


@dataclass(frozen=True)
class LeftOut:
    """A table that is empty in the copy, and why."""

    model: type[Model]
    why: str


def tables():
    """Every Copied and LeftOut, in the order of settings.TRAINING."""
    return [table for path in settings.TRAINING for table in import_module(path).TABLES]


def copied():
    return [table for table in tables() if isinstance(table, Copied)]


def unlisted():
    """One sentence for each thing wrong with the lists; none, and every column is spoken for.

    Looked at are the models and the tables of the database itself: a table that no model knows is
    named too.
    """
    known = {table.model: table for table in tables()}
    for model in apps.get_models(include_auto_created=True):
        if model not in known:
            yield f"{model._meta.label}: no list says what becomes of this table."
    for table in copied():
        yield from _columns(table)
        yield from _links(table, known)
    yield from _unknown_tables(known)


def _columns(table):
    name, listed = table.model._meta.label, table.listed
    there = [column.name for column in table.columns]
    for column in there:
        if column not in listed:
            yield f"{name}.{column}: neither kept, replaced nor dropped."
    for column in sorted(set(listed)):
        if column not in there:
            yield f"{name}.{column}: is listed, and is no column."
        elif listed.count(column) > 1:
            yield f"{name}.{column}: is listed twice."


def _links(table, known):
    for column in table.columns:
        to = known.get(column.related_model)
        if isinstance(to, Copied) and to.only and not table.only and column.name not in table.drop:
            yield f"{table.model._meta.label}.{column.name}: points at rows that may be left out."
        if isinstance(known.get(column.related_model), LeftOut) and column.name not in table.drop:
            yield f"{table.model._meta.label}.{column.name}: points at a table that is left out."
        if column.name in table.drop and empty(column) is NOT_PROVIDED:
            yield f"{table.model._meta.label}.{column.name}: cannot be empty: replace it."


def _unknown_tables(known):
    models = {*known, *apps.get_models(include_auto_created=True)}
    modelled = {model._meta.db_table: model for model in models}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            if name not in modelled:
                yield f"{name}: a table of the database that no list knows."
                continue
            columns = {column.column for column in modelled[name]._meta.concrete_fields}
            for told in connection.introspection.get_table_description(cursor, name):
                if told.name not in columns:
                    yield f"{name}.{told.name}: a column of the database that no list knows."


def empty(column):
    """What stands in a dropped column, as PostgreSQL writes it. NOT_PROVIDED: nothing can."""
    if column.null:
        return None
    default = column.get_default() if column.has_default() else NOT_PROVIDED
    if default is NOT_PROVIDED:
        return "" if column.empty_strings_allowed else NOT_PROVIDED
    return EMPTY.get(repr(default), str(default))


EMPTY = {"[]": "{}", "{}": "{}", "False": "false", "True": "true"}
