"""The history of a callback: one row for each change of state."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from callbacks.models.callback import Callback
from callbacks.states import State


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
    given_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confié à"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Quand quelqu'un d'autre que « par » l'a ensuite en main."),
    )

    class Meta:
        verbose_name = _("étape")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.was}>{self.to}"
