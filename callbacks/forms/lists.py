"""A list of the desk, line by line."""

from django import forms
from django.utils.translation import gettext_lazy as _

from callbacks.models.reason import Form
from callbacks.services.lists import Edited

LABEL_MISSING = {"required": _("Écrivez le texte de la ligne.")}
LONGEST_RETRY = 7 * 24 * 60


class WordForm(forms.Form):
    """One line. The code is shown, never changed."""

    label = forms.CharField(label=_("Texte"), max_length=120, error_messages=LABEL_MISSING)
    position = forms.IntegerField(
        label=_("Ordre"),
        min_value=0,
        max_value=9999,
        error_messages={"required": _("Écrivez un nombre."), "invalid": _("Écrivez un nombre.")},
    )
    retired = forms.BooleanField(label=_("Retiré"), required=False)
    retry_minutes = forms.IntegerField(
        label=_("Prochain essai après (minutes)"),
        required=False,
        min_value=1,
        max_value=LONGEST_RETRY,
        error_messages={"invalid": _("Écrivez un nombre de minutes.")},
    )

    def __init__(self, word, data=None):
        """`word`: a callbacks.lists.Word, or a Reason."""
        self.word = word
        retry = getattr(word, "retry_after", None)
        super().__init__(
            data,
            prefix=word.code,
            initial={
                "label": word.label,
                "position": word.position,
                "retired": word.retired_on is not None,
                "retry_minutes": round(retry.total_seconds() / 60) if retry else None,
            },
        )
        if retry is None:
            del self.fields["retry_minutes"]
        if getattr(word, "needed", False):
            self.fields["retired"].disabled = True

    @property
    def edited(self):
        """What was typed, for the service."""
        return Edited(code=self.word.code, **self.cleaned_data)


class AddForm(forms.Form):
    """A new line."""

    label = forms.CharField(label=_("Nouvelle ligne"), max_length=120, error_messages=LABEL_MISSING)


class AddReasonForm(AddForm):
    """A new reason of non-take-up says which forms of the typology it can take."""

    forms_taken = forms.MultipleChoiceField(
        label=_("Formes du non-recours"),
        choices=Form,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez au moins une forme.")},
    )
