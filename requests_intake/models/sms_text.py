"""The words of an SMS as somebody of the team wrote them: every state, with who and when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from requests_intake.models.message import Message


class SmsText(models.Model):
    """One state of one text, in every language in which somebody wrote it. Rows are only added.

    `kind` and `occasion` are those of requests_intake.sms.occasions. `texts`: {language: {"text":
    "…", "made_from": fingerprint of the French}}; in a language that is not there the product's
    words stand. What counts is the state written last among those whose `valid_from` has come.
    """

    kind = models.CharField(_("genre"), max_length=12, choices=Message.Kind)
    occasion = models.SlugField(_("occasion"), max_length=12)
    number = models.PositiveIntegerField(_("version"))
    texts = models.JSONField(_("textes"), default=dict, blank=True)
    valid_from = models.DateTimeField(_("vaut dès"))
    at = models.DateTimeField(_("quand"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("texte d'un SMS")
        verbose_name_plural = _("textes des SMS")
        ordering = ["-pk"]
        constraints = [
            # Two people who began from the same state: the second one is told.
            models.UniqueConstraint(
                fields=["kind", "occasion", "number"], name="sms_text_one_after_the_other"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.occasion} {self.number}"
