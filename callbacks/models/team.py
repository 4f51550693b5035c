"""Groups a callback can be handed to, and whose account belongs to which partner."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models import Partner


class Team(models.Model):
    """Some of the people who call: those of a town, or those who know a subject."""

    name = models.CharField(_("nom"), max_length=60, unique=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("membres"), related_name="teams", blank=True
    )

    class Meta:
        verbose_name = _("équipe de rappel")
        verbose_name_plural = _("équipes de rappel")
        ordering = ["name"]

    def __str__(self):
        return self.name


class PartnerMember(models.Model):
    """An account with the role "partenaire" works for this organisation, and for one only."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("compte"),
        on_delete=models.CASCADE,
        related_name="partner_member",
    )
    partner = models.ForeignKey(
        Partner, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="members"
    )

    class Meta:
        verbose_name = _("compte d'un partenaire")
        verbose_name_plural = _("comptes des partenaires")
        ordering = ["partner", "user"]

    def __str__(self):
        return f"{self.user} · {self.partner}"
