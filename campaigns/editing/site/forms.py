"""What editors write about a campaign, and on the home page."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from campaigns.catalogue.site_texts import CAMPAIGN, HOME
from campaigns.editing.fields import day_field
from campaigns.editing.site.text_fields import TextsForm
from campaigns.models import Campaign
from julien.core.phone import PhoneError, read_phone

ADDRESS = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("a-z, 0-9 et traits d'union."))


class HomeForm(TextsForm, forms.Form):
    codes = tuple(HOME)

    def __init__(self, *args, texts, first=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.add_texts(texts, first)


class CampaignForm(TextsForm, forms.ModelForm):
    """`version` is the content of an older version to begin from."""

    codes = tuple(CAMPAIGN)
    starts_on = day_field(_("Premier jour"), required=True)
    ends_on = day_field(
        _("Dernier jour"), help_text=_("Vide : la campagne est permanente, sans fin.")
    )

    class Meta:
        model = Campaign
        fields = ["slug", "name", "starts_on", "ends_on", "sms_number", "promise_days", "objective"]
        labels = {
            "slug": _("Adresse"),
            "name": _("Nom, comme les habitant·es le lisent"),
            "sms_number": _("Numéro pour les SMS"),
            "promise_days": _("Rappel en combien de jours"),
            "objective": _("Objectif : nombre de demandes"),
        }
        help_texts = {
            "slug": _("a-z, 0-9 et traits d'union. Elle ne change plus."),
            "sms_number": _("Vide : le numéro du service."),
            "promise_days": _("Vide : comme le service."),
        }
        error_messages = {
            "slug": {
                "required": _("Donnez-lui une adresse."),
                "unique": _("Cette adresse est déjà prise."),
                "invalid": _("Une adresse n'a que a-z, 0-9 et des traits d'union."),
            },
            "name": {
                "required": _("Nommez la campagne."),
                "max_length": _("%(limit_value)d caractères au plus."),
            },
        }

    def __init__(self, *args, version=None, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["slug"]
        else:
            self.fields["slug"].validators.append(ADDRESS)
        self.fields["sms_number"].max_length = None
        self.add_texts(self.instance.texts, version and version["texts"])
        self.initial |= {name: version[name] for name in self.fields if name in (version or {})}

    def clean_sms_number(self):
        typed = self.cleaned_data["sms_number"].strip()
        if not typed:
            return ""
        try:
            return read_phone(typed).e164
        except PhoneError as problem:
            raise forms.ValidationError(str(problem)) from None

    def clean_promise_days(self):
        days = self.cleaned_data["promise_days"]
        if days is not None and not 1 <= days <= 30:
            raise forms.ValidationError(_("De 1 à 30 jours."))
        return days

    def clean(self):
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Le dernier jour vient avant le premier."))
        return data
