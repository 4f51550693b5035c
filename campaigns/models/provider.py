"""The offices and associations behind the aids."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Provider(models.Model):
    """Whom to contact for an aid. `phone_source` and `url_status` say how sure that is."""

    name = models.CharField(_("nom"), max_length=200)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    phone_source = models.CharField(_("source du téléphone"), max_length=200, blank=True)
    email = models.EmailField(_("courriel"), blank=True)
    url = models.URLField(_("site"), max_length=300, blank=True)
    url_status = models.CharField(_("état de l'adresse"), max_length=80, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("organisme")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "address", "url"], name="provider_once"),
        ]

    def __str__(self):
        return self.name

    @property
    def url_is_verified(self):
        """False when the address was guessed and nobody has opened it yet."""
        return bool(self.url) and not self.url_status.startswith("UNVERIFIED")
