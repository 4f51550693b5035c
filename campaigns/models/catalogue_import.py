"""What an import did to the catalogue, and what its file held beside the aids."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CatalogueImport(models.Model):
    """An import that changed something. `rest` gives an export back what is no aid."""

    at = models.DateTimeField(_("quand"), default=timezone.now, editable=False)
    checked_on = models.DateField(_("faits vérifiés le"))
    created = models.PositiveIntegerField(_("aides créées"), default=0)
    changed = models.PositiveIntegerField(_("aides changées"), default=0)
    kept = models.PositiveIntegerField(_("textes gardés de la rédaction"), default=0)
    rest = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("import du catalogue")
        verbose_name_plural = _("imports du catalogue")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"
