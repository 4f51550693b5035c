"""What a supervisor says to keep a request beyond its time."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST = timedelta(days=366 * 5)


class HoldForm(forms.Form):
    """Both are needed: a hold without a reason or an end would be one for ever."""

    why = forms.CharField(
        label=_("Pourquoi cette demande doit être gardée"),
        help_text=_("Par exemple : plainte en cours, demande d'une autorité."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    until = forms.DateField(
        label=_("Jusqu'au (compris)"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean_until(self):
        until, today = self.cleaned_data["until"], timezone.localdate()
        if until < today:
            raise forms.ValidationError(_("Cette date est passée."))
        if until > today + LONGEST:
            raise forms.ValidationError(_("Cinq ans au plus. Vous pourrez la prolonger alors."))
        return until
