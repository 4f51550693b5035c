"""Counts that stop counting: many at once, in one query that never reads more rows than needed."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField
from django.utils.translation import gettext as _

from callbacks.head import index_order
from callbacks.rules import COUNT_UP_TO
from julien.staff.models import User


def count_each(user, querysets, up_to=COUNT_UP_TO):
    """{name: how many, up_to + 1 for more} of {name: queryset}. One query."""
    with index_order():
        return counts_of(user.pk, querysets, up_to).get()


def counts_of(person, querysets, up_to):
    """The query of count_each. `person`: the key of anybody there is, and may be Given."""
    counts = {name: _count(rows, up_to + 1) for name, rows in querysets.items()}
    return User.objects.filter(pk=person).values(**counts)


def _count(rows, limit):
    keys = ArraySubquery(rows.order_by().values("pk")[:limit])
    return Func(keys, function="cardinality", output_field=IntegerField())


def say_count(count, up_to=COUNT_UP_TO):
    """The number, or "500 et plus"."""
    return _("%(n)d et plus") % {"n": up_to} if count > up_to else str(count)
