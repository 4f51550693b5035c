"""The orientation interview: what was learnt and advised."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from callbacks.models.callback import Callback
from callbacks.models.reason import Form, Reason
from campaigns.models import Aid
from julien.core.fields import EncryptedTextField
from requests_intake.models import OngoingSupport

FORM_VERSION = "2026-11-b"
NOT_SAID = "not_said"


class HeardOf(models.TextChoices):
    """How the person came to know the service, as the list begins (callbacks/lists.py)."""

    POSTER = "poster", _("affiche")
    FLYER = "flyer", _("dépliant")
    RADIO = "radio", _("radio")
    SOCIAL = "social", _("réseaux sociaux")
    FRIEND = "friend", _("un proche")
    PARTNER = "partner", _("un partenaire")
    PRESS = "press", _("journal")
    OTHER = "other", _("autre")
    NOT_SAID = NOT_SAID, _("pas demandé ou pas dit")


class Silence(models.TextChoices):
    """Why no reason is noted, when none is. The question may always be passed over."""

    NOT_ASKED = "not_asked", _("pas demandé")
    REFUSED = "refused", _("ne veut pas dire")
    UNKNOWN = "unknown", _("ne sait pas")


class Answer(models.TextChoices):
    """A question that may be left unasked or unanswered."""

    YES = "yes", _("oui")
    NO = "no", _("non")
    NOT_ASKED = "not_asked", _("pas demandé")
    NOT_SAID = NOT_SAID, _("ne sait pas ou ne dit pas")


def _answer(label, **more):
    return models.CharField(label, max_length=10, choices=Answer, default=Answer.NOT_ASKED, **more)


class Interview(models.Model):
    """One conversation. A draft until signed; every question may be left unasked.

    `revision` counts the changes, so that a second tab notices it is behind; `last_tab` is the
    tab that made the last one, so that a tab is never behind itself when an answer got lost.
    The talk lasts from the attempt that reached the person to `call_ended_at`, the wrap-up
    from there to `signed_at`: both without typing. What the person says of their situation is
    not here but apart, and closed (models/profile.py).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("brouillon")
        SIGNED = "signed", _("signé")

    callback = models.OneToOneField(Callback, on_delete=models.CASCADE, related_name="interview")
    caller = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("tenu par"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    form_version = models.CharField(
        _("version du questionnaire"), max_length=16, default=FORM_VERSION
    )
    state = models.CharField(_("état"), max_length=8, choices=State, default=State.DRAFT)
    started_at = models.DateTimeField(_("commencé le"), default=timezone.now)
    saved_at = models.DateTimeField(_("enregistré le"), default=timezone.now)
    signed_at = models.DateTimeField(_("signé le"), null=True, blank=True)
    call_ended_at = models.DateTimeField(_("appel terminé le"), null=True, blank=True)
    revision = models.PositiveIntegerField(_("enregistrements"), default=0)
    last_tab = models.CharField(max_length=32, blank=True, editable=False)

    ongoing_support = models.CharField(
        _("suivi social en cours"),
        max_length=8,
        choices=OngoingSupport,
        default=OngoingSupport.UNKNOWN,
    )
    heard_of = models.CharField(
        _("connaît JU-lien par"),
        max_length=10,
        default=HeardOf.NOT_SAID,
        help_text=_("Un code de la liste « Comment on connaît JU-lien »."),
    )
    own_words = EncryptedTextField(_("avec ses mots"), blank=True)
    notes = EncryptedTextField(_("ce que je retiens"), blank=True)
    agreed = EncryptedTextField(_("ce que nous avons convenu"), blank=True)
    silence = models.CharField(
        _("si aucune raison n'est notée"),
        max_length=9,
        choices=Silence,
        default=Silence.NOT_ASKED,
    )
    other_reason = EncryptedTextField(_("autre raison, en quelques mots"), blank=True)
    recap = EncryptedTextField(_("récapitulatif pour la personne"), blank=True)
    settled = models.BooleanField(
        _("réglé dans cet entretien"),
        null=True,
        help_text=_("Oui : la personne sait quoi faire et n'attend plus rien de nous."),
    )
    may_ask_later = _answer(
        _("accepte que nous prenions des nouvelles"),
        db_default=Answer.NOT_ASKED,  # so that the version before this column can still write
    )

    class Meta:
        verbose_name = _("entretien d'orientation")
        verbose_name_plural = _("entretiens d'orientation")
        constraints = [
            models.CheckConstraint(
                name="interview_signed_iff_dated",
                condition=Q(state="signed", signed_at__isnull=False)
                | Q(state="draft", signed_at=None),
            ),
            models.CheckConstraint(
                name="interview_call_ends_before_signing",
                condition=Q(call_ended_at=None)
                | Q(signed_at=None)
                | Q(call_ended_at__lte=F("signed_at")),
            ),
        ]

    def __str__(self):
        return f"{self.callback_id} {self.state}"


class Possible(models.TextChoices):
    """Could the person have it? An estimate by a professional, never a decision."""

    LIKELY = "likely", _("probablement")
    MAYBE = "maybe", _("peut-être")
    UNLIKELY = "unlikely", _("peu probable")
    NOT_ASSESSED = "not_assessed", _("pas estimé")


class InterviewAid(models.Model):
    """One aid talked about."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="aids")
    aid = models.ForeignKey(Aid, verbose_name=_("aide"), on_delete=models.PROTECT, related_name="+")
    knew = _answer(_("la connaissait"))
    receives = _answer(_("la reçoit"))
    has_asked = _answer(_("l'a demandée"))
    possible = models.CharField(
        _("pourrait l'avoir"), max_length=14, choices=Possible, default=Possible.NOT_ASSESSED
    )
    advised = models.BooleanField(_("conseillée"), default=False)

    class Meta:
        verbose_name = _("aide discutée")
        verbose_name_plural = _("aides discutées")
        constraints = [
            models.UniqueConstraint(fields=["interview", "aid"], name="aid_discussed_once"),
        ]

    def __str__(self):
        return f"{self.interview_id} {self.aid_id}"


class InterviewReason(models.Model):
    """Why it had not been asked for. About one aid, or (aid empty) about all of them."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="reasons")
    aid = models.ForeignKey(
        Aid,
        verbose_name=_("aide"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.ForeignKey(
        Reason, verbose_name=_("motif"), on_delete=models.PROTECT, related_name="+"
    )
    form = models.CharField(_("forme"), max_length=2, choices=Form, blank=True)
    is_main = models.BooleanField(_("motif principal"), default=False)

    class Meta:
        verbose_name = _("motif noté")
        verbose_name_plural = _("motifs notés")
        constraints = [
            models.UniqueConstraint(
                name="reason_noted_once",
                fields=["interview", "aid", "reason"],
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                name="one_main_reason", fields=["interview"], condition=Q(is_main=True)
            ),
        ]

    def __str__(self):
        return f"{self.interview_id} {self.reason_id}"
