"""SMS we send. The row is the record; sending is at most once."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from julien.core.fields import EncryptedTextField
from requests_intake.models.callback_request import CallbackRequest

# Ready to leave for longer than that: no worker or no operator takes it.
LEAVES_WITHIN = timedelta(minutes=2)
# After that long in SENDING, no worker is still at it: its end is unknown.
LONGEST_SENDING = timedelta(minutes=10)
# One index holds these few; the database sees that only where they are asked for by name.
IN_DOUBT = ["sending", "failed", "undelivered"]


class MessageQuerySet(models.QuerySet):
    def to_send(self, at):
        """Waiting to leave at that instant, oldest first."""
        due = Q(not_before=None) | Q(not_before__lte=at)
        return self.filter(due, state=Message.State.QUEUED).order_by("created_at", "pk")

    def needs_a_person(self, at):
        """Not received, or nobody knows: the team should call, or correct the number."""
        just_begun = Q(state_since__gte=at - LONGEST_SENDING, error_code="")
        sending = Q(state=Message.State.SENDING)
        return self.filter(state__in=IN_DOUBT).exclude(sending & just_begun)

    def stuck(self, at):
        """Should have left and could not, oldest first: the operator or our worker is down.

        One try that failed is a slip; after a second one something is wrong.
        """
        ready = Q(not_before=None, created_at__lt=at - LEAVES_WITHIN)
        ready |= Q(not_before__lt=at - LEAVES_WITHIN)
        waiting = self.filter(state=Message.State.QUEUED, useless_after__gt=at)
        return waiting.filter(ready | Q(tries__gte=2)).order_by("created_at", "pk")


class Message(models.Model):
    """One SMS to a resident, from writing to delivery.

    SENDING after a crash means "a person may have it": it is shown to staff, never re-sent by
    itself. `useless_after`: past that instant it is not sent any more.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("à envoyer")
        SENDING = "sending", _("en cours d'envoi, issue inconnue")
        SENT = "sent", _("envoyé")
        DELIVERED = "delivered", _("reçu")
        UNDELIVERED = "undelivered", _("non reçu")
        FAILED = "failed", _("échec")
        USELESS = "useless", _("devenu inutile")

    class Kind(models.TextChoices):
        """Why it is written; its text is templates/requests_intake/sms/<kind>.txt."""

        RECEIVED = "received", _("accusé de réception")
        JOINED = "joined", _("demande déjà ouverte")
        NEXT_TRY = "next_try", _("prochain essai")
        NEW_DATE = "new_date", _("nouvelle date")
        UNREACHABLE = "unreachable", _("pas joint, dernier message")
        WISHES = "wishes", _("moment noté")
        WITHDRAWN = "withdrawn", _("demande retirée")
        STOPPED = "stopped", _("plus de SMS")
        EMERGENCY = "emergency", _("numéros d'urgence")
        INFO = "info", _("explication")
        OPINION = "opinion", _("question sur l'appel")
        NEXT_STEP = "next_step", _("question sur la suite")
        MEETING = "meeting", _("rendez-vous fixé")
        MEETING_NEW = "meeting_new", _("rendez-vous déplacé")
        MEETING_SOON = "meeting_soon", _("rendez-vous, la veille")
        MEETING_OFF = "meeting_off", _("rendez-vous annulé")
        NEWS = "news", _("question sur les aides, des semaines après")
        RECAP = "recap", _("lien vers le récapitulatif")

    request = models.ForeignKey(CallbackRequest, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(_("genre"), max_length=12, choices=Kind)
    language = models.CharField(_("langue"), max_length=8)
    to_number = EncryptedTextField(_("à"))
    body = EncryptedTextField(_("texte"))
    parts = models.PositiveSmallIntegerField(_("parties"))
    state = models.CharField(_("état"), max_length=12, choices=State, default=State.QUEUED)
    state_since = models.DateTimeField(_("depuis"), default=timezone.now)
    created_at = models.DateTimeField(_("écrit le"), default=timezone.now)
    not_before = models.DateTimeField(_("pas avant"), null=True, blank=True)
    useless_after = models.DateTimeField(_("inutile après"))
    tries = models.PositiveSmallIntegerField(_("essais"), default=0)
    gateway = models.CharField(_("opérateur"), max_length=12, blank=True)
    provider_sid = models.CharField(max_length=64, blank=True)
    error_code = models.CharField(_("erreur de l'opérateur"), max_length=20, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("SMS envoyé")
        verbose_name_plural = _("SMS envoyés")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(
                name="message_to_send", fields=["created_at"], condition=Q(state="queued")
            ),
            models.Index(
                name="message_in_doubt",
                fields=["state_since"],
                condition=Q(state__in=IN_DOUBT),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="message_sid_once",
                fields=["provider_sid"],
                condition=~Q(provider_sid=""),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.state}"
