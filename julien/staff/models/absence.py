"""When somebody of the team is not there. No reason is asked: it is nobody's business."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AbsenceQuerySet(models.QuerySet):
    def running(self, at):
        return self.filter(starts_at__lte=at, ends_at__gt=at)

    def until(self, later, at):
        """Running at `at`, or beginning before `later`."""
        return self.filter(starts_at__lt=later, ends_at__gt=at)


class Absence(models.Model):
    """From an instant to an instant: an hour at the dentist's, or three weeks."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("personne"),
        on_delete=models.CASCADE,
        related_name="absences",
    )
    starts_at = models.DateTimeField(_("dès"))
    ends_at = models.DateTimeField(_("jusqu'à"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("notée par"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    entered_at = models.DateTimeField(_("notée le"), default=timezone.now)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(name="absence_of_person", fields=["person", "ends_at"])]
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]

    def __str__(self):
        return f"{self.person} {self.starts_at:%Y-%m-%d}"
