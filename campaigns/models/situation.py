"""How residents enter the catalogue: by what happens to them, not by office."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LifeSituationQuerySet(models.QuerySet):
    def shown(self):
        """What residents are offered; a retired one stays for the record."""
        return self.filter(retired_on=None)


class LifeSituation(models.Model):
    """A situation in the person's own words ("Je suis seul·e avec mes enfants").

    `translations` are those of editors: {"de": {"name": "…", "lead": "…", "made_from": the
    fingerprint of the French}}; where there is none, locale/ may have one for our own French.
    """

    slug = models.SlugField(_("adresse"), unique=True)
    name = models.CharField(_("situation"), max_length=80)
    lead = models.CharField(_("une phrase"), max_length=200, blank=True)
    pictogram = models.SlugField(_("pictogramme"), max_length=30, blank=True)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)
    retired_on = models.DateField(_("retirée le"), null=True, blank=True)
    translations = models.JSONField(default=dict, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = LifeSituationQuerySet.as_manager()

    class Meta:
        verbose_name = _("situation de vie")
        verbose_name_plural = _("situations de vie")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name
