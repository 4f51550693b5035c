"""Texts with braces, in every language: fields, what is refused, what is stored."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from campaigns.catalogue.parts import fingerprint
from campaigns.catalogue.site_texts import FRENCH, SLOTS, brought, french_of, is_stale
from campaigns.editing.checks import MARKUP
from campaigns.editing.fields import still_right_field
from campaigns.editing.translations.overview import others

BRACES = re.compile(r"\{([^{}]*)\}?|\}")
LONGEST = 300
LABELS = {
    "title": gettext_lazy("Titre"),
    "lead": gettext_lazy("La phrase sous le titre"),
    "free": gettext_lazy("Sous le numéro"),
    "step1": gettext_lazy("Étape 1"),
    "step1_text": gettext_lazy("Étape 1, ce qu'elle veut dire"),
    "step2": gettext_lazy("Étape 2"),
    "step2_text": gettext_lazy("Étape 2, ce qu'elle veut dire"),
    "step3": gettext_lazy("Étape 3"),
    "step3_text": gettext_lazy("Étape 3, ce qu'elle veut dire"),
    "banner": gettext_lazy("Bandeau pendant la campagne, tout en haut de l'accueil"),
    "before": gettext_lazy("Avant : dès 60 jours avant le premier jour"),
    "during": gettext_lazy("Pendant"),
    "after": gettext_lazy("Après"),
}


class TextsForm:
    """Mixin: `{code}_{language}` for each of `codes`, empty for the software's own words.

    `texts` is what is stored now; `first` what the fields show at first (an older version).
    """

    codes = ()

    def add_texts(self, texts, first=None):
        self.texts, self.facts = texts, list(self.fields)
        first = texts if first is None else first
        for language, name in self.languages():
            for code in self.codes:
                self.fields[f"{code}_{language}"] = self.text_field(code, language, name)
                self.initial[f"{code}_{language}"] = (
                    first.get(code, {}).get(language, {}).get("text", "")
                )
                if is_stale(texts, code, language):
                    label = self.fields[f"{code}_{language}"].label
                    self.fields[f"right_{code}_{language}"] = still_right_field(label)

    def languages(self):
        return [(FRENCH, _("Français")), *others().items()]

    def text_field(self, code, language, name):
        label = LABELS[code] if language == FRENCH else f"{name} : {LABELS[code]}"
        return forms.CharField(
            label=label,
            required=False,
            max_length=LONGEST,
            help_text=self.hint(code, language),
            widget=forms.Textarea(attrs={"rows": 2, "lang": language}),
            error_messages={"max_length": _("%(limit_value)d caractères au plus.")},
        )

    def hint(self, code, language):
        """What is read when it is left empty, or that it is out of date."""
        if is_stale(self.texts, code, language):
            return _("Le français a changé : à revoir. « %(french)s »") % {
                "french": french_of(self.texts, code)
            }
        if language != FRENCH and self.texts.get(code, {}).get(FRENCH):
            return _("Vide : on lit le français.")
        with override(language):
            words = brought(code)
        return _("Vide : « %(text)s ».") % {"text": words} if words else _("Vide : rien.")

    def clean(self):
        data = super().clean()
        for code in self.codes:
            for language in (FRENCH, *others()):
                name = f"{code}_{language}"
                for fault in faults_of(code, data.get(name, "")):
                    self.add_error(name, fault)
        return data

    def sent_texts(self):
        """What is to be stored. A translation left as it stood keeps the French it was made from,
        unless it is said to be still right; what is empty is not there."""
        french = {
            code: {FRENCH: {"text": text}}
            for code in self.codes
            if (text := self.cleaned_data[f"{code}_{FRENCH}"])
        }
        found = {}
        for code in self.codes:
            words = dict(french.get(code, {}))
            made_from = fingerprint(french_of(french, code))
            for language in others():
                if text := self.cleaned_data[f"{code}_{language}"]:
                    stood = self.texts.get(code, {}).get(language)
                    untouched = stood and stood["text"] == text
                    is_right = self.cleaned_data.get(f"right_{code}_{language}")
                    fresh = {"text": text, "made_from": made_from}
                    words[language] = stood if untouched and not is_right else fresh
            if words:
                found[code] = words
        return found


def faults_of(code, text):
    """What is wrong with one text, in words."""
    if MARKUP.search(text):
        yield _("Écrivez du texte simple, sans balises.")
    known = SLOTS.get(code, ())
    unknown = [one[0] for one in BRACES.finditer(text) if one[0] not in {f"{{{k}}}" for k in known}]
    if unknown:
        allowed = ", ".join(f"{{{name}}}" for name in known) or _("rien entre accolades")
        yield _("« %(what)s » ne veut rien dire ici. On peut écrire : %(allowed)s.") % {
            "what": unknown[0][:40],
            "allowed": allowed,
        }
