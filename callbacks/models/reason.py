"""Why an aid had not been asked for: the published typology, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):
    """The five forms of the ODENORE typology of non-take-up."""

    NOT_KNOWN = "NC", _("non-connaissance")
    NOT_ASKED = "ND", _("non-demande")
    NOT_RECEIVED = "NR", _("non-réception")
    NOT_PROPOSED = "NP", _("non-proposition")
    NOT_ORIENTED = "NO", _("non-orientation")


# The same, as it is said in a conversation.
SAID = {
    Form.NOT_KNOWN: _("ne la connaissait pas"),
    Form.NOT_ASKED: _("ne l'a pas demandée"),
    Form.NOT_RECEIVED: _("l'a demandée, sans l'obtenir"),
    Form.NOT_PROPOSED: _("personne ne la lui a proposée"),
    Form.NOT_ORIENTED: _("n'a pas été dirigé·e vers le bon service"),
}

# "Does not want to say, or does not know": written from Interview.silence, never ticked.
SILENT = "M98"
# "Another reason": goes with a few words (Interview.other_reason).
OTHER = "M99"


class ReasonQuerySet(models.QuerySet):
    def offered(self):
        """What can be ticked today."""
        return self.filter(retired_on=None).exclude(code=SILENT)


class Reason(models.Model):
    """One coded reason. Retired ones stay readable on old interviews.

    `forms` are the forms it can take, by code ("ND/NR"); the list is callbacks/data/reasons.json.
    """

    code = models.CharField(_("code"), max_length=4, unique=True)
    label = models.CharField(_("motif"), max_length=120)
    forms = models.CharField(_("formes liées"), max_length=20, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    retired_on = models.DateField(_("retiré le"), null=True, blank=True)
    edited_on = models.DateField(
        _("changé le"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Dès lors la liste du fichier ne le change plus."),
    )
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)

    objects = ReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("motif de non-recours")
        verbose_name_plural = _("motifs de non-recours")
        ordering = ["position", "code"]

    def __str__(self):
        return self.label

    @property
    def form_choices(self):
        """[(code, words)] of the forms it can take."""
        return [(code, SAID[Form(code)]) for code in self.forms.split("/") if code]
