"""Where people are met. Edited by supervisors; what was used once is put aside, never deleted."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingPlaceQuerySet(models.QuerySet):
    def offered(self):
        """Those one may choose for a new meeting."""
        return self.filter(retired_on=None)


class MeetingPlace(models.Model):
    """A room one can find. `address` and `access` are told to residents as they are written."""

    name = models.CharField(_("nom"), max_length=60, unique=True)
    address = models.CharField(_("adresse"), max_length=160)
    access = models.CharField(_("accès"), max_length=240, blank=True)
    retired_on = models.DateField(_("retiré le"), null=True, blank=True)

    objects = MeetingPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("lieu de rendez-vous")
        verbose_name_plural = _("lieux de rendez-vous")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name
