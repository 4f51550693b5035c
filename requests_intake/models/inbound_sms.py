"""SMS received, exactly as they came, once."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from julien.core.fields import EncryptedTextField
from requests_intake.models.contact import Contact


class InboundSmsQuerySet(models.QuerySet):
    def without_request(self):
        """Kept, but nobody can be called: short codes, names as sender, "STOP" from a stranger."""
        return self.filter(contact=None)

    def waiting(self):
        """Came while no desk was set up, oldest first: still to be acted upon."""
        return self.filter(is_waiting=True).order_by("received_at", "pk")


class InboundSms(models.Model):
    """One SMS from the operator. The unique id makes a repeated webhook harmless.

    Without `contact` it could not become a request (a sender that cannot be called): staff see it.
    """

    message_sid = models.CharField(max_length=64, unique=True)
    from_number = EncryptedTextField(_("de"))
    from_lookup = models.CharField(max_length=32, db_index=True)
    to_number = models.CharField(_("à"), max_length=20, blank=True)
    body = EncryptedTextField(_("texte"), blank=True)
    received_at = models.DateTimeField(_("reçu le"), default=timezone.now)
    contact = models.OneToOneField(
        Contact, on_delete=models.CASCADE, null=True, blank=True, related_name="sms"
    )

    is_waiting = models.BooleanField(
        _("attend le service de rappel"), default=False, editable=False
    )

    objects = InboundSmsQuerySet.as_manager()

    class Meta:
        verbose_name = _("SMS reçu")
        verbose_name_plural = _("SMS reçus")
        ordering = ["received_at", "pk"]
        indexes = [
            models.Index(name="sms_waiting", fields=["received_at"], condition=Q(is_waiting=True)),
        ]

    def __str__(self):
        return self.message_sid
