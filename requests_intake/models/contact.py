"""Each time the person wrote, called or came. The first contact made the request."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from julien.core.fields import EncryptedTextField
from requests_intake.models.answers import Channel
from requests_intake.models.callback_request import CallbackRequest


class Contact(models.Model):
    """One contact and the person's own words.

    Each has its own status link. `may_manage` is False when someone who only typed the number
    joined an open request: they see that we will call, and cannot withdraw it.
    """

    request = models.ForeignKey(CallbackRequest, on_delete=models.CASCADE, related_name="contacts")
    channel = models.CharField(_("canal"), max_length=8, choices=Channel)
    at = models.DateTimeField(_("le"), default=timezone.now)
    words = EncryptedTextField(_("mots de la personne"), blank=True)
    token = EncryptedTextField(editable=False)
    token_lookup = models.CharField(max_length=32, unique=True, editable=False)
    may_manage = models.BooleanField(_("peut retirer la demande"), default=True)
    is_first = models.BooleanField(default=False)

    # The same form sent twice is one contact: by its hidden number, else by what it says.
    submission = models.UUIDField(unique=True, null=True, editable=False)
    fingerprint = models.CharField(max_length=32, blank=True, editable=False)

    class Meta:
        verbose_name = _("prise de contact")
        verbose_name_plural = _("prises de contact")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_first_contact", fields=["request"], condition=Q(is_first=True)
            ),
        ]

    def __str__(self):
        return f"{self.get_channel_display()} {self.at:%Y-%m-%d %H:%M}"
