"""Why a callback is given back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from callbacks.rules import Release


class ReleaseForm(forms.Form):
    why = forms.ChoiceField(label=_("Pourquoi"), choices=Release)
