"""Questions on the situation that this installation asks beside those of the product."""

from django.db import models
from django.utils.translation import gettext_lazy as _

OWN = "local_"  # how their codes begin, in a profile and in figures


class Kind(models.TextChoices):
    """How one answers. Free words are no kind: what is asked here is counted, and closed."""

    ONE = "one", _("une réponse de la liste")
    SEVERAL = "several", _("plusieurs réponses de la liste")
    YES_NO = "yes_no", _("oui, non ou ne sait pas")


class Question(models.Model):
    """One question. Never deleted: retired, it is asked no more and stays in the figures.

    Its words are those of its last QuestionVersion. callbacks/situation.py reads both.
    """

    code = models.CharField(_("code"), max_length=12, unique=True, editable=False)
    kind = models.CharField(_("sorte de réponse"), max_length=8, choices=Kind)
    position = models.PositiveSmallIntegerField(_("ordre"))
    retired_on = models.DateField(_("retirée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("question de l'entretien")
        verbose_name_plural = _("questions de l'entretien")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.code


class QuestionVersion(models.Model):
    """The words of a question, from `since` until the next version. Never changed.

    `answers` is [{"code", "label", "retired"}] in their order; a code is in each later version too,
    so every answer ever given can be told in today's words, and in those of its day.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("nom court"), max_length=40)
    wording = models.CharField(_("question"), max_length=160)
    guidance = models.CharField(_("conseil pour qui la pose"), max_length=240, blank=True)
    answers = models.JSONField(_("réponses"), default=list)
    since = models.DateTimeField(_("depuis le"))

    class Meta:
        verbose_name = _("version d'une question")
        verbose_name_plural = _("versions des questions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="question_version_once"),
        ]

    def __str__(self):
        return f"{self.question_id} {self.number}"
