"""Counts that stop counting: many at once, in one query that never reads more rows than needed."""

from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField
from django.utils.translation import gettext as _

from callbacks.head import ME, index_order
from callbacks.rules import COUNT_UP_TO
from julien.core.kept_sql import Statement, statement
from julien.staff.models import User


class Counts(NamedTuple):
    """A Statement that counts, and the names of what it counts."""

    kept: Statement
    names: tuple

    def run(self, user, **values):
        """{name: how many, one more than the limit for more}, at these values. One query."""
        with index_order():
            [found] = self.kept.run(me=user.pk, **values)
        return dict(zip(self.names, found, strict=True))


def counts_of(querysets, up_to=COUNT_UP_TO):
    """The Counts of {name: queryset}, to be kept; they may hold Given values.

    A queryset that is ordered as an index stands is counted along that index.
    """
    counts = {name: _count(rows, up_to + 1) for name, rows in querysets.items()}
    somebody = User.objects.filter(pk=ME)  # a row to stand in
    return Counts(statement(somebody.values_list(*counts.values())), tuple(counts))


def _count(rows, limit):
    keys = ArraySubquery(rows.values("pk")[:limit])
    return Func(keys, function="cardinality", output_field=IntegerField())


def say_count(count, up_to=COUNT_UP_TO):
    """The number, or "500 et plus"."""
    return _("%(n)d et plus") % {"n": up_to} if count > up_to else str(count)
