"""A callback given to a colleague, a team or a partner organisation, and what came of it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from callbacks.models.callback import Callback
from callbacks.models.team import Team
from callbacks.states import ClosedReason, State
from campaigns.models import Partner
from julien.core.fields import EncryptedTextField

# A partner that accepted sees whom to call this long.
SEEN_FOR_DAYS = 60


class HandOverQuerySet(models.QuerySet):
    def to_partners(self):
        return self.filter(partner__isnull=False)

    def waiting(self, at):
        """A partner has still to answer, and can."""
        return self.to_partners().filter(answer="", until__gt=at)

    def expired(self, at):
        """The partner let it lie: the callback came back by itself."""
        return self.to_partners().filter(answer="", until__lte=at)

    def seen_by(self, user, at):
        """All that a member of a partner may see: what its organisation still has to answer, and
        what it accepted lately. Not what it refused, let lie, what was taken back, or what
        nobody may use any more."""
        theirs = self.filter(partner__members__user=user)
        lately = at - timedelta(days=SEEN_FOR_DAYS)
        return theirs.filter(
            Q(answer="", until__gt=at) | Q(answer=HandOver.Answer.ACCEPTED, answered_at__gt=lately)
        ).filter(callback__request__withdrawn_at=None, callback__request__restricted_at=None)


class HandOver(models.Model):
    """Who gave it to whom, why, and for a partner: with whose consent and what it answered."""

    class Reason(models.TextChoices):
        LANGUAGE = "language", _("parle sa langue")
        SUBJECT = "subject", _("connaît mieux le sujet")
        NEARER = "nearer", _("plus près de la personne")
        ASKED = "asked", _("la personne le souhaite")
        KNOWS_PERSON = "knows_person", _("je connais la personne")
        NO_TIME = "no_time", _("je ne pourrai pas appeler à temps")

    class Consent(models.TextChoices):
        BY_PHONE = "by_phone", _("oui, dit au téléphone")
        IN_PERSON = "in_person", _("oui, dit sur place")
        WRITTEN = "written", _("oui, par écrit")

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("accepté")
        REFUSED = "refused", _("refusé")
        TAKEN_BACK = "taken_back", _("repris par l'équipe")

    callback = models.ForeignKey(Callback, on_delete=models.CASCADE, related_name="hand_overs")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confié par"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("le"), default=timezone.now)
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("à"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    team = models.ForeignKey(
        Team,
        verbose_name=_("à l'équipe"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hand_overs",
    )
    partner = models.ForeignKey(
        Partner,
        verbose_name=_("à l'organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hand_overs",
    )
    reason = models.CharField(_("pourquoi"), max_length=12, choices=Reason)
    words = EncryptedTextField(_("mot transmis"), blank=True)
    consent = models.CharField(
        _("accord de la personne"), max_length=9, choices=Consent, blank=True
    )
    until = models.DateTimeField(_("jusqu'au"))
    answer = models.CharField(_("réponse"), max_length=10, choices=Answer, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("répondu par"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("répondu le"), null=True, blank=True)
    answer_words = EncryptedTextField(_("mot de la réponse"), blank=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("remise")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="hand_over_to_one",
                condition=Q(colleague__isnull=False, team=None, partner=None)
                | Q(colleague=None, team__isnull=False, partner=None)
                | Q(colleague=None, team=None, partner__isnull=False),
            ),
            models.CheckConstraint(
                name="hand_over_to_partner_with_consent",
                condition=(Q(partner=None) & Q(consent=""))
                | (Q(partner__isnull=False) & ~Q(consent="")),
            ),
            models.CheckConstraint(
                name="hand_over_answer_of_somebody",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.callback_id} > {self.colleague_id or self.team_id or self.partner_id}"

    @property
    def to(self):
        """Whom it was given to."""
        return self.colleague or self.team or self.partner

    def stands(self, at):
        """What came of it: accepted, refused, taken_back, expired, or "" while one waits."""
        if self.answer or self.partner_id is None:
            return self.answer
        return "expired" if self.until <= at else ""

    def is_with_partner(self, at):
        """The organisation can answer now: nobody of the team has taken it since."""
        waits = self.callback.state == State.WAITING
        is_over = self.callback.closed_reason == ClosedReason.ORIENTED
        return self.stands(at) == "" and (waits or is_over)
