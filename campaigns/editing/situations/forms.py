"""What editors write about a situation, in French and in the other languages."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from campaigns.catalogue.situations import is_stale, said
from campaigns.editing.checks import MARKUP
from campaigns.editing.translations.overview import others
from campaigns.models import LifeSituation
from julien.core.pictograms import PICTOGRAMS

TOO_LONG = _("%(limit_value)d caractères au plus.")


class SituationForm(forms.ModelForm):
    """`name_de`, `lead_de` and so on are its words in the other languages; empty: none."""

    pictogram = forms.ChoiceField(
        label=_("Dessin"), choices=[(name, name) for name in sorted(PICTOGRAMS)]
    )
    retired = forms.BooleanField(
        label=_("Retirée : elle n'est plus proposée, ses aides restent"), required=False
    )

    class Meta:
        model = LifeSituation
        fields = ["slug", "name", "lead", "pictogram"]
        labels = {
            "slug": _("Adresse"),
            "name": _("La situation, en mots de tous les jours"),
            "lead": _("Une phrase en dessous"),
        }
        help_texts = {"slug": _("a-z, 0-9 et traits d'union. Elle ne change plus.")}
        error_messages = {
            "slug": {
                "required": _("Donnez-lui une adresse."),
                "unique": _("Cette adresse est déjà prise."),
                "invalid": _("Une adresse n'a que a-z, 0-9 et des traits d'union."),
            },
            "name": {"required": _("Nommez la situation."), "max_length": TOO_LONG},
            "lead": {"max_length": TOO_LONG},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        situation = self.instance
        if situation.pk:
            del self.fields["slug"]
        else:
            self.fields["slug"].validators.append(
                RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("a-z, 0-9 et traits d'union."))
            )
            del self.fields["retired"]
        self.initial["pictogram"] = situation.pictogram or "aide"
        self.initial["retired"] = bool(situation.retired_on)
        for code, name in others().items():
            self.add_language(code, name)

    def add_language(self, code, name):
        known = self.instance.translations.get(code, {})
        is_old = is_stale(self.instance, code)
        for word, label, most in (("name", _("situation"), 80), ("lead", _("phrase"), 200)):
            field = forms.CharField(
                label=f"{name} : {label}",
                max_length=most,
                required=False,
                help_text=self.hint(code, word, is_old),
            )
            field.widget.attrs["lang"] = code
            self.fields[f"{word}_{code}"] = field
            self.initial[f"{word}_{code}"] = known.get(word, "")

    def hint(self, code, word, is_old):
        """What is to be known of one translation: out of date, or what is read without it."""
        if is_old:
            return _("Le français a changé : à revoir.")
        if self.instance.translations.get(code, {}).get(word):
            return ""
        with override(code):
            text, language = said(self.instance, word)
        return _("Vide : « %(text)s ».") % {"text": text} if language == code else ""

    def clean(self):
        data = super().clean()
        for name, value in list(data.items()):
            if isinstance(value, str) and MARKUP.search(value):
                self.add_error(name, _("Écrivez du texte simple, sans balises."))
        return data

    def translations(self, made_from):
        """{language: its words} as they were sent; what is empty is not there."""
        found = {}
        for code in others():
            words = {word: self.cleaned_data[f"{word}_{code}"] for word in ("name", "lead")}
            words = {word: text for word, text in words.items() if text}
            if words:
                found[code] = words | {"made_from": made_from}
        return found
