"""What a supervisor fills in to unblock a callback, or to close it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from callbacks.lists import offered
from callbacks.models import Listed
from callbacks.services.supervision import BY_HAND
from julien.core.languages import SPOKEN
from julien.core.phone import PhoneError, read_phone


class RequeueForm(forms.Form):
    """Empty fields leave what is known."""

    phone = forms.CharField(
        label=_("Numéro corrigé"),
        help_text=_("Laissez vide si le numéro est juste."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Langue pour l'appel"),
        choices=[("", _("comme demandé")), *SPOKEN.items()],
        required=False,
    )

    def clean_phone(self):
        if not self.cleaned_data["phone"]:
            return None
        try:
            return read_phone(self.cleaned_data["phone"])
        except PhoneError as error:
            raise forms.ValidationError(str(error)) from None


class CloseForm(forms.Form):
    """Why it is closed without an interview."""

    reason = forms.ChoiceField(
        label=_("Motif de clôture"),
        choices=lambda: [
            (code, word.label) for code, word in offered(Listed.CLOSINGS).items() if code in BY_HAND
        ],
    )
