"""What the person thought of it: two questions, both may be skipped."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from requests_intake.models.callback_request import CallbackRequest


class Satisfaction(models.Model):
    """The answers of one request. Scores from 1 (not at all) to 4 (very)."""

    request = models.OneToOneField(
        CallbackRequest, on_delete=models.CASCADE, related_name="satisfaction"
    )
    satisfied = models.PositiveSmallIntegerField(_("satisfaction"), null=True, blank=True)
    knows_next_step = models.PositiveSmallIntegerField(_("sait que faire"), null=True, blank=True)
    at = models.DateTimeField(_("le"), default=timezone.now)

    class Meta:
        verbose_name = _("satisfaction")
        constraints = [
            models.CheckConstraint(
                name="satisfaction_1_to_4",
                condition=(Q(satisfied=None) | Q(satisfied__range=(1, 4)))
                & (Q(knows_next_step=None) | Q(knows_next_step__range=(1, 4))),
            ),
        ]

    def __str__(self):
        return str(self.satisfied)
