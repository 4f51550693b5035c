"""Every state of a campaign, and of the words of the home page: who, when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign


class SiteVersion(models.Model):
    """One state, whole, as its form writes it. `campaign` is None for the home page.

    The first one of each is what stood there before anybody changed it: `by` is nobody.
    """

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, null=True, related_name="versions"
    )
    at = models.DateTimeField(_("quand"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    content = models.JSONField(_("contenu"))

    class Meta:
        verbose_name = _("version d'une campagne ou de l'accueil")
        verbose_name_plural = _("versions des campagnes et de l'accueil")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.campaign_id} {self.at}"
