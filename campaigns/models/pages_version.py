"""Which state of the catalogue, the desk and the campaigns the public pages show."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class PagesVersion(models.Model):
    """One row. Triggers give it a new version with each commit that may change a public page
    (campaigns/stored/watch.py); no Python writes it."""

    version = models.UUIDField(_("version"), default=uuid.uuid4)

    class Meta:
        verbose_name = _("version des pages publiques")
        verbose_name_plural = _("version des pages publiques")
        constraints = [
            models.CheckConstraint(name="pages_version_is_one_row", condition=models.Q(pk=1)),
        ]

    def __str__(self):
        return str(self.version)
