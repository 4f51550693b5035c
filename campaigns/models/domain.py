"""The fields of life an aid belongs to, as editors named or added them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Domain(models.Model):
    """One that editors named; campaigns/catalogue/categories.py has the names we begin with.

    Its code is in aids, their versions and the open data: it never changes.
    """

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("nom"), max_length=60)

    class Meta:
        verbose_name = _("domaine")
        ordering = ["code"]

    def __str__(self):
        return self.name
