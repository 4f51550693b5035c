"""What administrators changed in a list: its words, its order, what is not offered any more."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Listed(models.TextChoices):
    """The lists whose codes the product knows. What is written with a code stays readable."""

    RESULTS = "resultats", _("Résultats d'un appel")
    CLOSINGS = "clotures", _("Motifs de clôture")
    LATE = "retards", _("Raisons de retard")
    OUTCOMES = "suites", _("Ce que les aides sont devenues")
    AMOUNTS = "montants", _("Montants accordés")
    REFUSALS = "refus", _("Raisons d'un refus")
    HEARD = "connu", _("Comment on connaît JU-lien")


class ListedWord(models.Model):
    """One line of a list as somebody changed it; callbacks/lists.py has the lines as they begin.

    A code is never changed and never deleted: records, figures and the contract's scripts use it.
    """

    listed = models.CharField(_("liste"), max_length=12, choices=Listed)
    code = models.CharField(_("code"), max_length=24)
    label = models.CharField(_("texte"), max_length=120)
    position = models.PositiveSmallIntegerField(_("ordre"))
    retired_on = models.DateField(_("retiré le"), null=True, blank=True)
    retry_minutes = models.PositiveSmallIntegerField(
        _("prochain essai après (minutes)"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("ligne d'une liste")
        verbose_name_plural = _("lignes des listes")
        constraints = [
            models.UniqueConstraint(fields=["listed", "code"], name="listed_word_once"),
        ]

    def __str__(self):
        return f"{self.listed} {self.code}"
