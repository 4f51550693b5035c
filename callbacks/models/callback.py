"""The work on a request, from the queue to its end."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from callbacks.states import FREE, HELD, ClosedReason, State
from requests_intake.models import CallbackRequest


class CallbackQuerySet(models.QuerySet):
    def open(self):
        """Not closed, and not withdrawn a moment ago by the person."""
        return self.exclude(state=State.CLOSED).filter(request__closed_at=None)

    def takeable(self, at):
        """Free to be called at `at`: nobody holds it, or the lease ended; not asked to wait."""
        free = Q(state__in=FREE) & (Q(visible_from=None) | Q(visible_from__lte=at))
        abandoned = Q(state__in=HELD, lease_until__lt=at)
        return self.open().filter(free | abandoned)

    def held_by(self, user):
        return self.open().filter(state__in=HELD, claimed_by=user)


class Callback(models.Model):
    """The promise to call one person back.

    The due time stays on the request. `visible_from` is when a waiting or appointed callback
    comes back to the list (a query, never a job). A claim is a lease: it ends by itself.
    """

    request = models.OneToOneField(
        CallbackRequest,
        verbose_name=_("demande"),
        on_delete=models.CASCADE,
        related_name="callback",
    )
    state = models.CharField(
        _("état"), max_length=12, choices=State, default=State.QUEUED, editable=False
    )
    closed_reason = models.CharField(
        _("motif de clôture"), max_length=12, choices=ClosedReason, blank=True, editable=False
    )
    visible_from = models.DateTimeField(_("prochain essai dès"), null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("prise par"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    claimed_at = models.DateTimeField(_("prise le"), null=True, blank=True)
    lease_until = models.DateTimeField(_("réservée jusqu'à"), null=True, blank=True)
    created_at = models.DateTimeField(_("entrée dans la file"), default=timezone.now)

    objects = CallbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("rappel")
        constraints = [
            models.CheckConstraint(
                name="callback_held_has_holder_and_lease",
                condition=Q(
                    state__in=sorted(HELD), claimed_by__isnull=False, lease_until__isnull=False
                )
                | (~Q(state__in=sorted(HELD)) & Q(claimed_by=None, lease_until=None)),
            ),
            models.CheckConstraint(
                name="callback_closed_iff_reason",
                condition=(Q(state=State.CLOSED) & ~Q(closed_reason=""))
                | (~Q(state=State.CLOSED) & Q(closed_reason="")),
            ),
            models.CheckConstraint(
                name="callback_waiting_says_when",
                condition=~Q(state__in=[State.WAITING, State.APPOINTED])
                | Q(visible_from__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.request_id} {self.state}"


class CallbackMove(models.Model):
    """One change of state, written with it. Append-only."""

    callback = models.ForeignKey(Callback, on_delete=models.CASCADE, related_name="moves")
    was = models.CharField(_("de"), max_length=12, choices=State, blank=True)
    to = models.CharField(_("à"), max_length=12, choices=State)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("par"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Vide : la personne elle-même, ou le système."),
    )
    at = models.DateTimeField(_("le"), default=timezone.now)
    why = models.CharField(_("pourquoi"), max_length=40)

    class Meta:
        verbose_name = _("étape")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.was}>{self.to}"
