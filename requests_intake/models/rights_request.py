"""A person used one of their rights on their data, or complains: when, what, what came of it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from julien.core.fields import EncryptedTextField
from requests_intake.models.callback_request import CallbackRequest


class Right(models.TextChoices):
    """What can be asked (julien/retention/rights.py), as the team says it."""

    ACCESS = "access", _("voir ses données")
    CORRECTION = "correction", _("faire corriger")
    ERASURE = "erasure", _("faire effacer")
    RESTRICTION = "restriction", _("faire arrêter l'usage de ses données")
    RESEARCH = "research", _("retirer l'accord pour la recherche")
    COMPLAINT = "complaint", _("faire une réclamation")


class Heard(models.TextChoices):
    """How the person said it."""

    PHONE = "phone", _("au téléphone")
    IN_PERSON = "in_person", _("sur place")
    SMS = "sms", _("par SMS")
    LETTER = "letter", _("par lettre ou courriel")
    PAGE = "page", _("sur la page de suivi")


class Refusal(models.TextChoices):
    """Why not. Codes only: the person is told, and reads it among their data."""

    NOT_KNOWN = "not_known", _("impossible de savoir si c'est bien cette personne")
    KEPT_BY_LAW = "kept_by_law", _("une règle oblige à garder ces données")
    OF_OTHERS = "of_others", _("ce sont les données de quelqu'un d'autre")
    IS_TRUE = "is_true", _("ce qui est noté est exact")


class RightsRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(settled_at=None)

    def overdue(self, day):
        """Not answered yet after the last day for the answer."""
        return self.open().filter(due_on__lt=day, answered_on=None)

    def in_working_order(self):
        """The first due on top; those without a confirmed period after them, the oldest first."""
        return self.order_by(F("due_on").asc(nulls_last=True), "received_on", "pk")


class RightsRequest(models.Model):
    """One line of the register. It is erased with the person's other data.

    `changed` says which columns a correction touched, never their values: what was wrong is gone.
    A complaint is open, then answered (`answered_on`, `answer`), then closed (`settled_at`).
    """

    request = models.ForeignKey(CallbackRequest, on_delete=models.CASCADE, related_name="rights")
    right = models.CharField(_("droit"), max_length=12, choices=Right)
    how = models.CharField(_("dit"), max_length=9, choices=Heard)
    received_on = models.DateField(_("reçu le"))
    due_on = models.DateField(_("réponse jusqu'au"), null=True, blank=True)
    words = EncryptedTextField(_("ce que la personne demande"), blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("noté par"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("s'en occupe"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    settled_at = models.DateTimeField(_("réglé le"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("réglé par"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    refused_because = models.CharField(
        _("refusé parce que"), max_length=12, choices=Refusal, blank=True
    )
    changed = ArrayField(
        models.CharField(max_length=24), verbose_name=_("corrigé"), default=list, blank=True
    )

    answered_on = models.DateField(_("répondu le"), null=True, blank=True)
    answer = EncryptedTextField(
        _("ce que nous avons répondu"),
        blank=True,
        db_default="",  # so that the version before this column can still write
    )

    objects = RightsRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("droit exercé ou réclamation")
        verbose_name_plural = _("droits exercés et réclamations")
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(
                name="right_open", fields=["due_on", "received_on"], condition=Q(settled_at=None)
            ),
            models.Index(
                name="right_settled",
                fields=["-settled_at"],
                condition=Q(settled_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="right_settled_by_somebody",
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
            models.CheckConstraint(
                name="right_refused_when_settled",
                condition=Q(refused_because="") | Q(settled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="complaint_answered_before_it_is_closed",
                condition=Q(right="complaint", refused_because="")
                & (Q(settled_at=None) | Q(answered_on__isnull=False))
                | (~Q(right="complaint") & Q(answered_on=None)),
            ),
        ]

    def __str__(self):
        return f"{self.right} {self.received_on:%Y-%m-%d}"

    @property
    def is_complaint(self):
        return self.right == Right.COMPLAINT

    def is_late(self, day):
        """Whether the last day for the answer is over, and there is none."""
        is_open = self.settled_at is None and self.answered_on is None
        return bool(is_open and self.due_on and self.due_on < day)


class ResearchAgreement(models.Model):
    """The last word of a person on being contacted again for a study. Separate from all else.

    No row: nobody asked them. `text_version` names the words they were shown (ConsentText).
    """

    request = models.OneToOneField(
        CallbackRequest, on_delete=models.CASCADE, related_name="research"
    )
    agreed = models.BooleanField(_("accepte d'être recontacté·e pour une étude"))
    at = models.DateTimeField(_("dit le"))
    how = models.CharField(_("dit"), max_length=9, choices=Heard)
    text_version = models.CharField(_("texte montré ou lu"), max_length=40, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("noté par"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Vide : la personne elle-même, sur sa page de suivi."),
    )

    class Meta:
        verbose_name = _("accord pour la recherche")
        indexes = [models.Index(name="research_yes", fields=["-at"], condition=Q(agreed=True))]

    def __str__(self):
        return f"{self.request_id} {self.agreed}"
