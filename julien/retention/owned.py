"""What each app says it holds of a person, and what erasing does with each column.

A module named in settings.ERASURE has TABLES. Every column of its models stands in one of the
groups below; tests/test_erasure_knows_every_column.py fails for a new one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from importlib import import_module

from django.conf import settings
from django.db.models import ForeignKey, Model, QuerySet
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Table:
    """One table with rows of people.

    person: the lookup from a row to the id of its request ("pk" on the request itself).
    kept: columns that stay, as they are, in the fact that remains of the person.
    clock: instants that stay in it as the time passed since the request came.
    timed: of `kept`, what is read together with the clock and stays with it when facts are mixed.
    coded: of `kept`, encrypted columns, and the function that says what stays of a row in clear.
    words: columns of free text, emptied before the rest (kind "words" of the table of periods).
    erased: columns of which nothing stays; with kept, clock, words and links, all there are.
    shown: of `erased`, what figures by week read of the living; of the erased it is empty.
    kind: the kind of the table of periods whose time is over first: then the rows go.
    anchor: on the request, the instant when it came.
    one: a person has at most one row of it, on which others hang.
    shell, empty: only for a table whose row stays as the trace of the erasure: the columns that
    stay in it, and the value that each other one is given.
    """

    model: type[Model]
    person: str
    kept: tuple[str, ...] = ()
    clock: tuple[str, ...] = ()
    timed: tuple[str, ...] = ()
    coded: dict[str, Callable] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    erased: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    kind: str = "requests"
    anchor: str = ""
    one: bool = False
    shell: tuple[str, ...] = ()
    empty: dict = field(default_factory=dict)

    @property
    def name(self):
        return self.model._meta.db_table

    @property
    def stays(self):
        """Whether its row remains for a while, emptied."""
        return bool(self.shell)

    @property
    def counts(self):
        """Whether something of it stays in the fact."""
        return bool(self.kept or self.clock)

    @cached_property
    def links(self):
        """Foreign keys to another table of people: how the rows of one fact hang together."""
        people = {table.model for table in tables()}
        return tuple(
            column.name
            for column in self.model._meta.concrete_fields
            if isinstance(column, ForeignKey)
            and column.related_model in people
            and column.name not in self.erased
            and column.name not in self.empty
        )

    def rows(self, request_ids):
        """The rows of these people."""
        return self.model.objects.filter(**{f"{self.person}__in": request_ids})


@dataclass(frozen=True)
class Sweep:
    """Rows that hang on nobody's request, and go by themselves: those of rows(limit).

    limit: the instant before which their time is over.
    """

    kind: str
    rows: Callable[[datetime], QuerySet]


def sweeps():
    """Every Sweep of the apps: what a module in settings.ERASURE_SWEEPS calls SWEEPS."""
    return [sweep for path in settings.ERASURE_SWEEPS for sweep in import_string(path)]


def modules():
    """The erasure modules of the apps, lowest app first."""
    return [import_module(path) for path in settings.ERASURE]


def tables():
    """Every Table, the lowest app first: delete them from the last to the first."""
    return [table for module in modules() for table in module.TABLES]
