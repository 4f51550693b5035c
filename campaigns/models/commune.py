"""The 51 communes of the canton and their postal codes (data/communes.json)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Commune(models.Model):
    """A commune. `bfs` is its federal number where known."""

    name = models.CharField(_("commune"), max_length=60, unique=True)
    district = models.CharField(_("district"), max_length=40)
    bfs = models.PositiveIntegerField(_("numéro OFS"), null=True, blank=True)

    class Meta:
        verbose_name = _("commune")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Locality(models.Model):
    """A postal code with a place name. 2345 belongs to two communes."""

    commune = models.ForeignKey(Commune, on_delete=models.CASCADE, related_name="localities")
    postal_code = models.CharField(_("code postal"), max_length=4, db_index=True)
    name = models.CharField(_("localité"), max_length=60)

    class Meta:
        verbose_name = _("localité")
        ordering = ["postal_code", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "postal_code", "name"], name="locality_once"
            ),
        ]

    def __str__(self):
        return f"{self.postal_code} {self.name}"
