"""How often pages are read. Counters only: nobody's address, no cookie, no trail."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PageView(models.Model):
    """How many times one page was shown on one day, in one language, from one source."""

    day = models.DateField(_("jour"))
    page = models.CharField(_("page"), max_length=100)
    language = models.CharField(_("langue"), max_length=8)
    source = models.CharField(_("source"), max_length=20, blank=True)
    count = models.PositiveIntegerField(_("vues"), default=0)

    class Meta:
        verbose_name = _("vues de page")
        verbose_name_plural = _("vues de pages")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "page", "language", "source"], name="page_view_once_a_day"
            ),
        ]

    def __str__(self):
        return f"{self.day} {self.page} {self.count}"
