"""Why an aid had not been asked for: the published typology, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):
    """The five forms of the ODENORE typology (shared/data/taxonomies.md, a)."""

    NOT_KNOWN = "NC", _("non-connaissance")
    NOT_ASKED = "ND", _("non-demande")
    NOT_RECEIVED = "NR", _("non-réception")
    NOT_PROPOSED = "NP", _("non-proposition")
    NOT_ORIENTED = "NO", _("non-orientation")


class Reason(models.Model):
    """One coded reason. Retired ones stay readable on old interviews."""

    code = models.CharField(_("code"), max_length=4, unique=True)
    label = models.CharField(_("motif"), max_length=120)
    forms = models.CharField(_("formes liées"), max_length=12, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    retired_on = models.DateField(_("retiré le"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        verbose_name = _("motif de non-recours")
        verbose_name_plural = _("motifs de non-recours")
        ordering = ["position", "code"]

    def __str__(self):
        return self.label
