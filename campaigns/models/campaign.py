"""A campaign: dates, number, promise, objective."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.models.calendar import OpeningCalendar
from campaigns.models.desk import PromiseUnit


class Campaign(models.Model):
    """A period in which the service is made known. Without an end it is permanent.

    Empty numbers, calendar and promise mean the desk's own. `texts` has what editors wrote for
    before, during, after and the banner, as HomeTexts does (campaigns.catalogue.site_texts).
    """

    slug = models.SlugField(_("adresse"), unique=True)
    name = models.CharField(_("nom"), max_length=80)
    starts_on = models.DateField(_("premier jour"))
    ends_on = models.DateField(_("dernier jour"), null=True, blank=True)
    objective = models.PositiveIntegerField(_("objectif de demandes"), null=True, blank=True)
    sms_number = models.CharField(_("numéro SMS (E.164)"), max_length=16, blank=True)
    calendar = models.ForeignKey(
        OpeningCalendar,
        verbose_name=_("calendrier"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    promise_days = models.PositiveSmallIntegerField(
        _("rappel en (jours)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    promise_unit = models.CharField(
        _("jours comptés"), max_length=8, choices=PromiseUnit, blank=True
    )

    texts = models.JSONField(_("textes"), default=dict, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("campagne")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                name="campaign_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="campaign_promises_at_least_a_day",
                condition=Q(promise_days=None) | Q(promise_days__gte=1),
            ),
        ]

    def __str__(self):
        return self.name

    def runs_on(self, day):
        """Whether that day (a date in the desk's zone) is between its first and its last."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
