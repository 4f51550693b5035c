"""One dialled call and its coded result."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from callbacks.models.callback import Callback
from callbacks.results import Result
from julien.core.fields import EncryptedTextField


class CallAttemptQuerySet(models.QuerySet):
    def running(self):
        """Dialled, result not noted yet. At most one per callback."""
        return self.filter(ended_at=None)

    def counted(self):
        """The tries that lead to "unreachable"."""
        return self.filter(counts=True)


class CallAttempt(models.Model):
    """A call. It exists from the moment of dialling; `result` is empty until it is known.

    `counts` and `stops_first_clock` are the effects of the result on the day it was written
    (callbacks/results.py), so a later change of the list does not rewrite the past.
    """

    callback = models.ForeignKey(Callback, on_delete=models.CASCADE, related_name="attempts")
    caller = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("par"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    started_at = models.DateTimeField(_("composé le"), default=timezone.now)
    ended_at = models.DateTimeField(_("noté le"), null=True, blank=True)
    result = models.CharField(_("résultat"), max_length=24, choices=Result, blank=True)
    counts = models.BooleanField(_("compte comme essai"), default=False)
    stops_first_clock = models.BooleanField(_("tient la promesse"), default=False)
    reached = models.BooleanField(_("personne jointe"), default=False)
    note = EncryptedTextField(_("note"), blank=True)
    submission = models.UUIDField(_("envoi du résultat"), unique=True, null=True, editable=False)

    objects = CallAttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("essai")
        ordering = ["started_at", "pk"]
        indexes = [
            # Whether a call kept the promise, asked of each line that is late.
            models.Index(
                name="attempt_kept", fields=["callback"], condition=Q(stops_first_clock=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="attempt_ends_after_it_starts",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
            ),
            models.CheckConstraint(
                name="attempt_result_iff_ended",
                condition=Q(result="", ended_at=None) | (~Q(result="") & Q(ended_at__isnull=False)),
            ),
            models.UniqueConstraint(
                name="one_running_attempt", fields=["callback"], condition=Q(result="")
            ),
        ]

    def __str__(self):
        return f"{self.started_at:%Y-%m-%d %H:%M} {self.result}"
