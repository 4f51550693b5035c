"""The figures of one year as open data: made once, the same for ever."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class YearFile(models.Model):
    """What anybody may download about a year. `content` is what was published, word for word.

    Made by campaigns/statistics/years.py; counts after suppression only, nobody's row.
    """

    year = models.PositiveSmallIntegerField(_("année"), unique=True)
    published_at = models.DateTimeField(_("arrêté le"))
    content = models.JSONField(_("contenu"))

    class Meta:
        verbose_name = _("fichier d'une année")
        verbose_name_plural = _("fichiers par année")
        ordering = ["-year"]

    def __str__(self):
        return f"{self.year}"
