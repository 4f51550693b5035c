"""The questions of the self-check, as editors changed or added them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CheckQuestion(models.Model):
    """What editors made of one question; where the product's stands as it came there is no row.

    Rules name it by its code, which is given once and never again. `content` is read and written
    by campaigns.eligibility.written: {"texts": {word: {language: {"text", "made_from"}}},
    "options": all codes in their order, "retired": codes of options, "open", "background"}.
    """

    class Kind(models.TextChoices):
        BROUGHT = "", _("du logiciel")
        ONE = "one", _("une réponse parmi plusieurs")
        SEVERAL = "several", _("plusieurs réponses possibles")
        YES_NO = "yes_no", _("oui ou non")

    code = models.SlugField(_("code"), max_length=30, unique=True)
    kind = models.CharField(_("genre"), max_length=8, choices=Kind, blank=True)
    content = models.JSONField(_("contenu"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(_("ordre"), null=True, blank=True)
    retired_on = models.DateField(_("retirée le"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("question du test « Mes droits »")
        verbose_name_plural = _("questions du test « Mes droits »")
        ordering = ["pk"]

    def __str__(self):
        return self.code


class CheckQuestionVersion(models.Model):
    """One state of a question, whole. The first one of each is what stood there before: `by` is
    nobody."""

    question = models.ForeignKey(CheckQuestion, on_delete=models.CASCADE, related_name="versions")
    at = models.DateTimeField(_("quand"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    content = models.JSONField(_("contenu"))
    is_retired = models.BooleanField(_("retirée"), default=False)

    class Meta:
        verbose_name = _("version d'une question du test")
        verbose_name_plural = _("versions des questions du test")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.question_id} {self.at}"
