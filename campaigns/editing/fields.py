"""Fields of the editors' forms that take numbers and days as people write them."""

import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

AROUND = re.compile(r"CHF|fr\.?|%|['’`\s\u00a0\u202f]", re.IGNORECASE)


class SwissDecimalField(forms.DecimalField):
    """ "27'000", "CHF 568.30", "80 %", "7,5"."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value):
        text = AROUND.sub("", value).replace(",", ".") if isinstance(value, str) else value
        return super().to_python(text)


def day_field(label, *, required=False, help_text=""):
    """A day, chosen or typed."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={
            "invalid": _("Ce jour n'existe pas. Exemple : 31.12.2026."),
            "required": _("Indiquez un jour."),
        },
    )


def still_right_field(what):
    """For a translation whose French has moved: somebody read it again, and it holds."""
    label = gettext("%(what)s : j'ai relu, cette traduction reste juste") % {"what": what}
    return forms.BooleanField(label=label, required=False, initial=False)


def form_with_button(label, name="save"):
    """A helper with one button, and messages from the server only."""
    helper = FormHelper()
    helper.attrs = {"novalidate": True}
    helper.add_input(Submit(name, label))
    return helper
