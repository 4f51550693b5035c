"""Finding a request again: by its reference, a whole number or its last four digits."""

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms
from django.utils.translation import gettext_lazy as _

from callbacks.services.finding import Wanted
from julien.core.phone import PhoneError, phone_lookup, phone_tail_lookup, read_phone
from julien.core.references import is_reference
from julien.core.told_once import told_once

TAIL = 4


class SearchForm(forms.Form):
    """Typed as people read it: spaces, dots and small letters are all right."""

    q = forms.CharField(
        label=_("Chercher une demande"),
        help_text=_("Référence, numéro entier, ou ses quatre derniers chiffres."),
        max_length=40,
        error_messages={
            "required": _("Écrivez une référence, un numéro ou ses quatre derniers chiffres.")
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_q(self):
        typed = "".join(self.cleaned_data["q"].split())
        if is_reference(typed):
            return Wanted(reference=typed.upper())
        if typed.isdecimal() and len(typed) == TAIL:
            return Wanted(tail_lookup=phone_tail_lookup(typed))
        try:
            return Wanted(lookup=phone_lookup(read_phone(typed).e164))
        except PhoneError:
            raise forms.ValidationError(
                _(
                    "Ce n'est ni une référence, ni un numéro entier, ni quatre chiffres. "
                    "Exemples : K7MW3XQ, 079 123 45 67, 4567."
                )
            ) from None


@told_once
def empty_field():
    """The field before anything is typed, as markup."""
    return as_crispy_field(SearchForm()["q"])
