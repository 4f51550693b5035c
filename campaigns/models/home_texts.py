"""The words of the home page that editors changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class HomeTexts(models.Model):
    """One row, or none: what is not in it is said as the software brings it.

    `texts`: {code: {language: {"text": "…", "made_from": fingerprint of the French}}}; codes and
    first words in campaigns.catalogue.site_texts.
    """

    texts = models.JSONField(_("textes"), default=dict, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("textes de l'accueil")
        verbose_name_plural = _("textes de l'accueil")
        constraints = [
            models.CheckConstraint(name="home_texts_is_one_row", condition=Q(pk=1)),
        ]

    def __str__(self):
        return str(self.pk)
