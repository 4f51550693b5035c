"""A mail to a member of the team. The row is the record; the secret link is made when it leaves."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

GIVE_UP_AFTER = timedelta(hours=24)


class LetterQuerySet(models.QuerySet):
    def waiting(self, now):
        """To be sent: neither gone, nor older than GIVE_UP_AFTER, nor to a closed account."""
        return self.filter(
            sent_at__isnull=True, written_at__gt=now - GIVE_UP_AFTER, to__is_active=True
        ).exclude(to__email="")


class Letter(models.Model):
    """One mail. Its text is templates/staff/mail/<kind>.txt."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("invitation")
        PASSWORD = "password", _("nouveau mot de passe")
        IDLE = "idle", _("compte inutilisé")
        FACTOR_ASKED = "factor_asked", _("retrait du second facteur demandé")
        FACTOR_TAKEN = "factor_taken", _("second facteur retiré")
        DESK_DAY = "desk_day", _("la journée en bref")
        DESK_ALARM = "desk_alarm", _("promesse en danger")
        DESK_PLACES = "desk_places", _("places qui manquent")
        DESK_SILENCE = "desk_silence", _("plus rien ne vient")

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letters"
    )
    kind = models.CharField(_("sorte"), max_length=12, choices=Kind)
    written_at = models.DateTimeField(_("écrit le"), default=timezone.now)
    sent_at = models.DateTimeField(_("parti le"), null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("courriel à l'équipe")
        verbose_name_plural = _("courriels à l'équipe")
        indexes = [
            models.Index(
                name="letter_waiting", fields=["written_at"], condition=models.Q(sent_at=None)
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"
