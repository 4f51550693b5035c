"""A failed SMS that somebody has dealt with."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from requests_intake.models import Message


class SettledMessage(models.Model):
    """Written when a member of the team says so. Without it, a failed SMS is a task of the day."""

    message = models.OneToOneField(
        Message, verbose_name=_("SMS"), on_delete=models.CASCADE, related_name="settled"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("réglé par"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("réglé le"), default=timezone.now)

    class Meta:
        verbose_name = _("SMS en échec, réglé")

    def __str__(self):
        return f"{self.message_id} {self.at:%Y-%m-%d}"
