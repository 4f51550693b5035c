"""The very words of each consent text that was ever shown to somebody who then asked."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ConsentText(models.Model):
    """Kept for good: a request names its `version`, this says what it read. Nothing personal."""

    version = models.CharField(_("version"), max_length=40, unique=True)
    text = models.TextField(_("texte montré"))
    first_used_at = models.DateTimeField(_("montré la première fois le"), default=timezone.now)

    class Meta:
        verbose_name = _("texte d'accord")
        verbose_name_plural = _("textes d'accord")
        ordering = ["first_used_at", "pk"]

    def __str__(self):
        return self.version
