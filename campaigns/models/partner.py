"""Who relays: associations, institutions, communes, parishes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Partner(models.Model):
    """An organisation with a code for its flyers: /r/<code>, and a word in the SMS."""

    class Kind(models.TextChoices):
        ASSOCIATION = "association", _("association")
        INSTITUTION = "institution", _("institution")
        COMMUNE = "commune", _("commune")
        PARISH = "parish", _("paroisse")

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("nom"), max_length=100)
    kind = models.CharField(_("genre"), max_length=12, choices=Kind)

    class Meta:
        verbose_name = _("partenaire")
        ordering = ["name"]

    def __str__(self):
        return self.name
