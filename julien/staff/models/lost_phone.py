"""The lost phone: one person asks, a second one confirms, and both are written down."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

VALID_FOR = timedelta(hours=24)


class FactorResetQuerySet(models.QuerySet):
    def waiting(self, now):
        return self.filter(settled_at__isnull=True, asked_at__gt=now - VALID_FOR)


class FactorReset(models.Model):
    """Asked by a supervisor or an administrator; granted, or refused, by another administrator."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="factor_resets"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("demandé le"), default=timezone.now)
    why = models.CharField(_("pourquoi"), max_length=200)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    settled_at = models.DateTimeField(_("réglé le"), null=True)
    granted = models.BooleanField(_("accordé"), default=False)

    objects = FactorResetQuerySet.as_manager()

    class Meta:
        verbose_name = _("retrait d'un second facteur")
        verbose_name_plural = _("retraits de seconds facteurs")
        constraints = [
            models.CheckConstraint(
                name="factor_reset_takes_two",
                condition=~Q(settled_by=F("asked_by")) | Q(granted=False),
            ),
            models.CheckConstraint(
                name="factor_reset_not_for_oneself",
                condition=~Q(asked_by=F("account"))
                & (~Q(settled_by=F("account")) | Q(granted=False)),
            ),
            models.CheckConstraint(
                name="factor_reset_settled_by_someone",
                condition=Q(settled_by__isnull=True, settled_at__isnull=True, granted=False)
                | Q(settled_by__isnull=False, settled_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.account_id} {self.asked_at:%Y-%m-%d}"
