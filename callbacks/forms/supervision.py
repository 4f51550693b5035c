"""What a supervisor fills in to unblock a callback, or to close it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from callbacks.lists import offered
from callbacks.models import Listed
from callbacks.services.supervision import BY_HAND
from julien.core.form_fields import PhoneField
from julien.core.languages import SPOKEN


class RequeueForm(forms.Form):
    """Empty fields leave what is known."""

    phone = PhoneField(
        label=_("Numéro corrigé"),
        help_text=_("Laissez vide si le numéro est juste."),
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Langue pour l'appel"),
        choices=[("", _("comme demandé")), *SPOKEN.items()],
        required=False,
    )


class CloseForm(forms.Form):
    """Why it is closed without an interview."""

    reason = forms.ChoiceField(
        label=_("Motif de clôture"),
        choices=lambda: [
            (code, word.label) for code, word in offered(Listed.CLOSINGS).items() if code in BY_HAND
        ],
    )
