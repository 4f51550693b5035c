"""A correction made after signing. What was signed before stays readable."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from callbacks.models.interview import Interview
from julien.core.fields import EncryptedTextField


class InterviewAmendment(models.Model):
    """One correction of a signed interview. Append-only.

    `changes` is JSON: [[question, words before, words after], …], in words as they were shown,
    so that it stays readable when the form or the lists change.
    """

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="amendments")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("par"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("le"), default=timezone.now)
    why = EncryptedTextField(_("pourquoi"))
    changes = EncryptedTextField(_("ce qui a changé"))

    class Meta:
        verbose_name = _("correction")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.interview_id} {self.at:%Y-%m-%d %H:%M}"
