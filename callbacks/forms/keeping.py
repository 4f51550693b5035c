"""What a supervisor says to keep a request beyond its time."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from callbacks.forms.moment import DayField
from callbacks.forms.rereading import ReadAgainForm

LONGEST = timedelta(days=366 * 5)


class HoldForm(ReadAgainForm):
    """Both are needed: a hold without a reason or an end would be one for ever."""

    read_again = ("why",)

    why = forms.CharField(
        label=_("Pourquoi cette demande doit être gardée"),
        help_text=_("Par exemple : plainte en cours, demande d'une autorité."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    until = DayField(label=_("Jusqu'au (compris)"))

    def clean_until(self):
        until, today = self.cleaned_data["until"], timezone.localdate()
        if until < today:
            raise forms.ValidationError(_("Cette date est passée."))
        if until > today + LONGEST:
            raise forms.ValidationError(_("Cinq ans au plus. Vous pourrez la prolonger alors."))
        return until


class EraseForm(forms.Form):
    """What cannot be undone is written out: the reference. Others of the number are ticked."""

    others = forms.MultipleChoiceField(
        label=_("Effacer aussi, du même numéro"),
        help_text=_("Seulement si c'est la même personne : un téléphone peut servir à la famille."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reference = forms.CharField(
        label=_("Recopiez la référence de la demande"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, demand, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.demand = demand
        if others:
            self.fields["others"].choices = [(one, one) for one in others]
        else:
            del self.fields["others"]

    def clean_reference(self):
        typed = self.cleaned_data["reference"].strip().upper()
        if typed != self.demand.reference:
            raise forms.ValidationError(_("Ce n'est pas la référence de cette demande."))
        return typed

    @property
    def chosen(self):
        """The references to erase."""
        return [self.demand.reference, *self.cleaned_data.get("others", [])]
