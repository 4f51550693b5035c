"""Why a signed interview is corrected."""

from django import forms
from django.utils.translation import gettext_lazy as _

from callbacks.delicate import delicate, say_found


class AmendForm(forms.Form):
    """The one mandatory answer of the sheet: a correction says why."""

    why = forms.CharField(
        label=_("Pourquoi corriger ?"),
        max_length=200,
        error_messages={"required": _("Écrivez en quelques mots pourquoi vous corrigez.")},
        help_text=_("Exemple : la personne a rappelé pour préciser. Sans nom."),
    )

    @property
    def must_read_again(self):
        """{id of the control: sentence}, asked about with the words of the sheet."""
        told = say_found(delicate(self["why"].value()))
        return {self["why"].auto_id: told} if told else {}
