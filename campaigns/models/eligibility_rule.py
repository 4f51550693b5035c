"""When an aid may concern someone: one rule for an aid, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models.aid import Aid


class EligibilityRule(models.Model):
    """`content` is read by campaigns.eligibility.rules; `imported` tells what was edited since."""

    aid = models.OneToOneField(
        Aid, verbose_name=_("aide"), on_delete=models.CASCADE, related_name="eligibility_rule"
    )
    content = models.JSONField(_("règle"))
    imported = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("règle du test « Mes droits »")
        verbose_name_plural = _("règles du test « Mes droits »")
        ordering = ["aid__slug"]

    def __str__(self):
        return str(self.aid)
