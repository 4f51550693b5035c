"""Changing amounts: what would be said, and the one way in which values are written."""

from dataclasses import dataclass

from django.db import transaction

from campaigns.amounts import Spoken, begins
from campaigns.catalogue.indexing import index_aids
from campaigns.editing.amounts.uses import use_counts, uses_of
from campaigns.editing.confirming import claim
from campaigns.models import Aid, Amount, AmountValue


class StillUsed(Exception):
    """An amount that texts or rules use cannot be taken away."""


@dataclass(frozen=True)
class Preview:
    """What a change does: what is said now, what then, from which day, and everywhere it is."""

    now: Spoken | None
    then: Spoken | None
    day: object
    uses: list

    @property
    def is_later(self):
        return self.then is not None and self.now is not None and self.then != self.now


def preview(amount, *, value, removed_id=None, today):
    """The Preview of storing `value` (an AmountValue, saved or not), or of taking one away.

    It looks at the first day on which the change shows: today, or the day the value begins.
    """
    kept = [row for row in amount.values.all() if row.pk not in {removed_id, value and value.pk}]
    values = [*kept, value] if value else kept
    day = max(today, begins(value)) if value else today
    now, then = amount.spoken_on(today), amount.said_with(values, day)
    known = Amount.objects.spoken_on(today)
    after = known | ({amount.name: then} if then else {})
    return Preview(now, then, day, uses_of(amount.name, before=known, after=after))


@transaction.atomic
def store_value(*, amount, revision, value):
    """Write one value, new or corrected; the search finds it at once.

    Raises MovedMeanwhile when the amount is no longer as it was at `revision`.
    """
    claim(amount, revision)
    value.amount = amount
    value.save()
    index_uses(amount.name)


@transaction.atomic
def remove_value(*, amount, revision, value_id):
    """Take one value away; the one before holds again. The last one stays."""
    claim(amount, revision)
    if amount.values.count() > 1:
        AmountValue.objects.filter(amount=amount, pk=value_id).delete()
    index_uses(amount.name)


@transaction.atomic
def add_amount(*, amount, value):
    """A new amount with its first value."""
    amount.save()
    value.amount = amount
    value.save()


@transaction.atomic
def rename(*, amount, revision, label):
    """Say otherwise what it is; its name in the texts stays."""
    claim(amount, revision)
    Amount.objects.filter(pk=amount.pk).update(label=label)


@transaction.atomic
def remove_amount(*, amount):
    """Take away an amount that nothing uses; raises StillUsed otherwise."""
    if use_counts()[amount.name]:
        raise StillUsed
    amount.delete()


def index_uses(name):
    index_aids(Aid.objects.filter(parts__text__contains=f":{name}}}").distinct())
