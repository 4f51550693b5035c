"""A partner: its code is printed, so it is looked at closely before it exists, and then stays."""

import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from campaigns.models import Partner

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{1,18}[A-Za-z0-9]")


class PartnerForm(forms.ModelForm):
    """Name and kind, which may change; each document made from then on has the new name."""

    class Meta:
        model = Partner
        fields = ["name", "kind"]

    @property
    def helper(self):
        helper = FormHelper()
        helper.add_input(Submit("", _("Enregistrer") if self.instance.pk else _("Ajouter")))
        return helper


class NewPartnerForm(PartnerForm):
    """The same, and the code."""

    code = forms.CharField(
        label=_("Mot code"),
        help_text=_("3 à 20 lettres sans accent, chiffres ou traits d'union. Il ne change plus."),
        max_length=20,
    )

    class Meta(PartnerForm.Meta):
        fields = ["name", "kind", "code"]

    def clean_code(self):
        code = self.cleaned_data["code"].lower()
        if not CODE.fullmatch(code):
            raise forms.ValidationError(
                _("Écrivez 3 à 20 lettres sans accent, chiffres ou traits d'union.")
            )
        if import_string(settings.WORD_HAS_MEANING)(code):
            raise forms.ValidationError(
                _("Ce mot a déjà un sens dans un SMS. Choisissez-en un autre.")
            )
        if Partner.objects.filter(code__iexact=code).exists():
            raise forms.ValidationError(_("Ce mot est déjà celui d'un partenaire."))
        return code
