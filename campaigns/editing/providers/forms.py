"""What editors write about an organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.editing.links.guard import is_web_address
from campaigns.models import Provider


class ProviderForm(forms.ModelForm):
    """Its name, and how it is reached. What nobody has checked says so on the pages."""

    url = forms.URLField(
        label=_("Site"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("Une adresse ouverte par quelqu'un, avec https://."),
        error_messages={"invalid": _("Ce n'est pas une adresse du web (https://…).")},
    )

    class Meta:
        model = Provider
        fields = ["name", "address", "phone", "phone_source", "email", "url", "url_status"]
        help_texts = {
            "phone": _("Plusieurs numéros : « 032 000 00 00 / 032 000 00 00 »."),
            "phone_source": _("Où le numéro a été lu, et quand. Vide : il est sûr."),
            "url_status": _("Commence par UNVERIFIED tant que personne ne l'a ouverte."),
        }
        error_messages = {
            "name": {"required": _("Écrivez le nom."), "max_length": _("200 caractères au plus.")},
            "email": {"invalid": _("Ce n'est pas une adresse électronique.")},
        }

    def clean_url(self):
        url = self.cleaned_data["url"]
        if url and not is_web_address(url):
            raise forms.ValidationError(_("Ce n'est pas une adresse du web (https://…)."))
        return url

    def clean(self):
        data = super().clean()
        key = {name: data.get(name, "") for name in ("name", "address", "url")}
        others = Provider.objects.exclude(pk=self.instance.pk).filter(**key)
        if data.get("name") and others.exists():
            self.add_error("name", _("Un organisme a déjà ce nom, cette adresse et ce site."))
        return data
