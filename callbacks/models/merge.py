"""Two requests that turned out to be one person's, and how to take them apart again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from callbacks.models.callback import Callback
from callbacks.rules import UNDO_MERGE
from callbacks.states import State
from julien.core.fields import EncryptedTextField


class MergeQuerySet(models.QuerySet):
    def standing(self):
        """Not undone."""
        return self.filter(undone_at=None)

    def can_be_undone(self, at):
        return self.standing().filter(at__gt=at - UNDO_MERGE)


class Merge(models.Model):
    """`duplicate` was closed and what belongs to it given to `callback`.

    `moved` says which rows, so that undoing takes back those and no others; `was` and
    `appointed_for` how the duplicate stood; `number_before` is the number `callback` had, when it
    took that of the duplicate.
    """

    callback = models.ForeignKey(
        Callback,
        verbose_name=_("gardée"),
        on_delete=models.CASCADE,
        related_name="merges",
    )
    duplicate = models.ForeignKey(
        Callback,
        verbose_name=_("doublon"),
        on_delete=models.CASCADE,
        related_name="merges_of_it",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("par"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("le"), default=timezone.now)
    was = models.CharField(_("état du doublon"), max_length=12, choices=State)
    appointed_for = models.DateTimeField(_("rendez-vous du doublon"), null=True, blank=True)
    number_before = EncryptedTextField(_("numéro d'avant"), blank=True)
    moved = models.JSONField(default=dict, editable=False)
    undone_at = models.DateTimeField(_("annulée le"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("annulée par"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("réunion de deux demandes")
        verbose_name_plural = _("réunions de demandes")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="merged_once", fields=["duplicate"], condition=Q(undone_at=None)
            ),
            models.CheckConstraint(
                name="merge_of_two", condition=~Q(callback=models.F("duplicate"))
            ),
            models.CheckConstraint(
                name="merge_undone_by_somebody",
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.duplicate_id} > {self.callback_id}"

    def undo_until(self):
        """The last instant at which the two can be taken apart."""
        return self.at + UNDO_MERGE
