"""The team that calls back: its numbers, its hours, its promise."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.models.calendar import OpeningCalendar

PARTS_OF_DAY = ("morning", "noon", "afternoon", "evening")


class PromiseUnit(models.TextChoices):
    """How the days of the promise are counted (campaigns/promise.py)."""

    CALENDAR = "calendar", _("jours, dernier jour reporté s'il est fermé")
    WORKING = "working", _("jours ouverts")


class Desk(models.Model):
    """One row. What holds when no campaign says otherwise: the service never closes."""

    name = models.CharField(_("nom du service"), max_length=60, default="JU-lien")
    sms_number = models.CharField(_("numéro SMS (E.164)"), max_length=16)
    voice_number = models.CharField(_("numéro qui appelle (E.164)"), max_length=16)
    calendar = models.ForeignKey(
        OpeningCalendar, verbose_name=_("calendrier"), on_delete=models.PROTECT
    )
    promise_days = models.PositiveSmallIntegerField(
        _("rappel en (jours)"), default=3, validators=[MinValueValidator(1)]
    )
    promise_unit = models.CharField(
        _("jours comptés"), max_length=8, choices=PromiseUnit, default=PromiseUnit.CALENDAR
    )

    # How many calls fit in each part of an open day (requests_intake/windows.py); empty: no limit.
    morning_places = models.PositiveSmallIntegerField(_("appels le matin"), null=True, blank=True)
    noon_places = models.PositiveSmallIntegerField(_("appels à midi"), null=True, blank=True)
    afternoon_places = models.PositiveSmallIntegerField(
        _("appels l'après-midi"), null=True, blank=True
    )
    evening_places = models.PositiveSmallIntegerField(_("appels le soir"), null=True, blank=True)

    class Meta:
        verbose_name = _("service de rappel")
        verbose_name_plural = _("service de rappel")
        constraints = [
            models.CheckConstraint(name="desk_is_one_row", condition=Q(pk=1)),
            models.CheckConstraint(
                name="desk_promises_at_least_a_day", condition=Q(promise_days__gte=1)
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def places(self):
        """{part of the day: how many calls fit in it}, of those parts that have a limit."""
        known = {part: getattr(self, f"{part}_places") for part in PARTS_OF_DAY}
        return {part: number for part, number in known.items() if number is not None}
