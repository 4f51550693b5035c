"""What a caller fills in to join two requests, or to split one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from julien.core.references import is_reference


class MergeForm(forms.Form):
    """`other`: the reference of the second one. `number_of`: whose number is right, if asked."""

    other = forms.CharField(
        label=_("Référence de l'autre demande"),
        max_length=8,
        error_messages={"required": _("Écrivez la référence de l'autre demande.")},
    )
    number_of = forms.CharField(required=False, max_length=8)

    def clean_other(self):
        typed = self.cleaned_data["other"].strip().upper()
        if not is_reference(typed):
            raise forms.ValidationError(_("Ce n'est pas une référence. Exemple : K7MW3XQ."))
        return typed


class SplitForm(forms.Form):
    contact = forms.IntegerField(min_value=1)
