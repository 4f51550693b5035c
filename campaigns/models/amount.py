"""Figures that several texts and rules use: stored once, with their source and their days."""

from collections import defaultdict
from datetime import timedelta
from itertools import zip_longest

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.amounts import FORMS, grouped, spoken_on, use_of


class AmountQuerySet(models.QuerySet):
    def with_values(self):
        return self.prefetch_related("values")

    def spoken_on(self, day):
        """{name: campaigns.amounts.Spoken} of that day, where there is a value. One query."""
        values = AmountValue.objects.filter(amount__in=self).select_related("amount")
        values = list(values.order_by("amount_id"))
        return said_on(day, dict.fromkeys(value.amount for value in values), values)


def said_on(day, amounts, values):
    """{name: campaigns.amounts.Spoken} on a day of these Amounts, as far as they have a value."""
    of_amount = defaultdict(list)
    for value in values:
        of_amount[value.amount_id].append(value)
    return {
        amount.name: amount.said_with(of_amount[amount.pk], day)
        for amount in amounts
        if amount.pk in of_amount
    }


class Amount(models.Model):
    """A figure with a name. `revision` tells two editors who change it at once apart."""

    class Unit(models.TextChoices):
        FRANCS = "CHF", _("francs")
        PERCENT = "%", _("pour cent")
        NUMBER = "number", _("nombre sans unité")

    name = models.SlugField(_("nom"), max_length=40, unique=True)
    label = models.CharField(_("ce que c'est"), max_length=120)
    unit = models.CharField(_("unité"), max_length=6, choices=Unit, default=Unit.FRANCS)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = AmountQuerySet.as_manager()

    class Meta:
        verbose_name = _("montant")
        verbose_name_plural = _("montants")
        ordering = ["name"]

    def __str__(self):
        return self.label

    @property
    def written_as(self):
        """How texts use it."""
        return [use_of(form, self.name) for form in FORMS]

    def periods(self):
        """[(value, its last day)], in order: the one it was given, or the eve of the next one;
        None as long as neither is known. Uses prefetched values."""
        values = list(self.values.all())
        nexts = [row.valid_from - timedelta(days=1) for row in values[1:]]
        return [
            (row, min(filter(None, (row.valid_to, eve)), default=None))
            for row, eve in zip_longest(values, nexts)
        ]

    def spoken_on(self, day):
        """What is said of it that day; None without a value. Uses prefetched values."""
        return self.said_with(self.values.all(), day)

    def said_with(self, values, day):
        """What would be said of it that day with these values."""
        return spoken_on(day, name=self.name, label=self.label, unit=self.unit, values=values)


class AmountValue(models.Model):
    """One value, from its first day (none: not known since when) to its last (none: until the
    next begins)."""

    amount = models.ForeignKey(Amount, on_delete=models.CASCADE, related_name="values")
    value = models.DecimalField(
        _("valeur"), max_digits=10, decimal_places=2, validators=[MinValueValidator(0)]
    )
    valid_from = models.DateField(_("vaut dès le"), null=True, blank=True)
    valid_to = models.DateField(_("vaut jusqu'au"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500)
    checked_on = models.DateField(_("vérifiée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("valeur d'un montant")
        verbose_name_plural = _("valeurs des montants")
        ordering = [F("valid_from").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["amount", "valid_from"], name="amount_value_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="amount_value_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(name="amount_value_not_negative", condition=Q(value__gte=0)),
        ]

    def __str__(self):
        return f"{self.amount_id} {self.valid_from}"

    @property
    def number(self):
        return grouped(self.value)
