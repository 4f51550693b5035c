"""What became of the aids, weeks after the interview: asked once, told by link or on the phone."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from callbacks.models.interview import Interview
from callbacks.models.reason import Reason
from callbacks.outcomes import GRANTED, NOT_ASKED, OUTCOMES, REFUSED
from campaigns.models import Aid


class NewsQuerySet(models.QuerySet):
    def wanted(self):
        """Still waited for, of people who want to hear from us and whose data is in use."""
        free = {"withdrawn_at": None, "erased_at": None, "restricted_at": None}
        of_request = {f"interview__callback__request__{name}": none for name, none in free.items()}
        return self.filter(state=News.State.WAITING, **of_request)

    def to_ask(self, day):
        """Due on that day, and nobody was asked yet."""
        return self.wanted().filter(due_on__lte=day, call_from=None)

    def open_to_link(self):
        """Asked by SMS, and not answered: what the person's own page may ask."""
        return self.wanted().filter(asked_at__isnull=False)

    def to_call(self, day, not_before):
        """Those that a call is for, and that did not wait in vain since before `not_before`."""
        return self.wanted().filter(call_from__lte=day, call_from__gte=not_before)


class News(models.Model):
    """One row for each person who agreed to be asked. Made when the interview is signed.

    asked_at: when the one SMS was written. call_from: from which day somebody may call instead,
    set with it, or at once where no SMS can go. `by` is empty when the person answered by link.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("attendues")
        TOLD = "told", _("données")
        NOT_REACHED = "not_reached", _("personne pas jointe")
        DECLINED = "declined", _("la personne préfère ne rien dire")

    interview = models.OneToOneField(Interview, on_delete=models.CASCADE, related_name="news")
    due_on = models.DateField(_("à prendre dès le"))
    asked_at = models.DateTimeField(_("SMS écrit le"), null=True, blank=True)
    call_from = models.DateField(_("par téléphone dès le"), null=True, blank=True)
    state = models.CharField(_("nouvelles"), max_length=11, choices=State, default=State.WAITING)
    settled_at = models.DateTimeField(_("noté le"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("noté par"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Vide : la personne elle-même, sur sa page."),
    )

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("nouvelles à prendre")
        verbose_name_plural = _("nouvelles à prendre")
        indexes = [
            models.Index(
                name="news_waiting", fields=["due_on", "call_from"], condition=Q(state="waiting")
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="news_waiting_iff_not_settled",
                condition=Q(state="waiting", settled_at=None)
                | (~Q(state="waiting") & Q(settled_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.interview_id} {self.state}"


class AidNews(models.Model):
    """What one aid became. No row: nothing was said of it. Codes only, never free words."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="aid_news")
    aid = models.ForeignKey(Aid, verbose_name=_("aide"), on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(_("devenue"), max_length=9, choices=list(OUTCOMES.items()))
    amount = models.CharField(_("montant"), max_length=24, blank=True)
    refused_because = models.CharField(_("refusée parce que"), max_length=24, blank=True)
    reason = models.ForeignKey(
        Reason,
        verbose_name=_("pas demandée parce que"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("nouvelles d'une aide")
        verbose_name_plural = _("nouvelles des aides")
        constraints = [
            models.UniqueConstraint(fields=["interview", "aid"], name="aid_told_once"),
            models.CheckConstraint(
                name="aid_news_amount_of_what_is_granted",
                condition=Q(amount="") | Q(outcome=GRANTED),
            ),
            models.CheckConstraint(
                name="aid_news_refusal_of_what_is_refused",
                condition=Q(refused_because="") | Q(outcome=REFUSED),
            ),
            models.CheckConstraint(
                name="aid_news_reason_of_what_was_not_asked",
                condition=Q(reason=None) | Q(outcome=NOT_ASKED),
            ),
        ]

    def __str__(self):
        return f"{self.interview_id} {self.aid_id} {self.outcome}"
