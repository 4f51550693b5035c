"""Counts that stop counting: many at once, in one query that never reads more rows than needed."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField
from django.utils.translation import gettext as _

from callbacks.rules import COUNT_UP_TO
from julien.staff.models import User


def count_each(user, querysets):
    """{name: how many, COUNT_UP_TO + 1 for more} of {name: queryset}. One query."""
    counts = {
        name: Func(
            ArraySubquery(rows.order_by().values("pk")[: COUNT_UP_TO + 1]),
            function="cardinality",
            output_field=IntegerField(),
        )
        for name, rows in querysets.items()
    }
    return User.objects.filter(pk=user.pk).values(**counts).get()


def say_count(count):
    """The number, or "500 et plus"."""
    return _("%(n)d et plus") % {"n": COUNT_UP_TO} if count > COUNT_UP_TO else str(count)
