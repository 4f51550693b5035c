"""Places in a part of a day, where the team has said how many calls it can make then."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from requests_intake.models.answers import Window
from requests_intake.models.callback_request import CallbackRequest


class Place(models.Model):
    """The place one request takes, or none (`day` empty) when all it wished for were taken.

    `number` counts the places of one part of one day from 1: the database gives each of them
    once, whoever comes at the same instant. A request that is closed needs its place no more, and
    the next one may take it. A place is a plan for the team, never an appointment.
    """

    request = models.OneToOneField(CallbackRequest, on_delete=models.CASCADE, related_name="place")
    day = models.DateField(_("jour"), null=True)
    part = models.CharField(_("moment"), max_length=10, choices=Window, blank=True)
    number = models.PositiveSmallIntegerField(_("place"), null=True)
    as_wished = models.BooleanField(_("comme souhaité"))
    at = models.DateTimeField(_("prise le"), default=timezone.now)

    class Meta:
        verbose_name = _("place")
        constraints = [
            models.UniqueConstraint(name="place_given_once", fields=["day", "part", "number"]),
            models.CheckConstraint(
                name="place_is_whole_or_none",
                condition=Q(day=None, part="", number=None)
                | (Q(day__isnull=False, number__gte=1) & ~Q(part="")),
            ),
        ]

    def __str__(self):
        return f"{self.day or '–'} {self.part} {self.number or ''}"
