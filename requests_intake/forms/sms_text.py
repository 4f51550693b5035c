"""What somebody of the team writes in place of the product's words for one SMS."""

from datetime import datetime, time

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.catalogue.parts import fingerprint
from campaigns.editing.fields import day_field, still_right_field
from requests_intake.services.own_words import LONGEST, faults_of
from requests_intake.services.previews import parts_too_many
from requests_intake.services.sms_texts import FRENCH, brought, french_of, is_stale


class SmsTextForm(forms.Form):
    """`text_<language>` for each language, empty for the product's words.

    `texts` is what was stored last; `first` what the fields show at first (an older version);
    `real` gives the values of a language, to count parts with.
    """

    valid_on = day_field(
        gettext_lazy("Vaut dès"),
        help_text=gettext_lazy("Vide : tout de suite. Un jour à venir : dès minuit, ce jour-là."),
    )

    def __init__(self, *args, occasion, texts, real, first=None, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.occasion, self.texts, self.real, self.today = occasion, texts, real, today
        self.shown = texts if first is None else first
        for language, name in settings.LANGUAGES:
            self._add(language, str(name))
        self.order_fields([*(name for name in self.fields if name != "valid_on"), "valid_on"])

    def _add(self, language, name):
        stale = is_stale(self.texts, self.occasion, language)
        self.fields[f"text_{language}"] = forms.CharField(
            label=name,
            required=False,
            max_length=LONGEST,
            help_text=self._hint(language, stale),
            widget=forms.Textarea(attrs={"rows": 3, "lang": language, "dir": "auto"}),
            error_messages={"max_length": _("%(limit_value)d signes au plus.")},
        )
        self.initial[f"text_{language}"] = self.shown.get(language, {}).get("text", "")
        if stale:
            self.fields[f"right_{language}"] = still_right_field(name)

    def _hint(self, language, stale):
        """What is sent when the field is left empty, or that it is out of date."""
        if stale:
            return _("Le français a changé : à revoir. « %(french)s »") % {
                "french": french_of(self.texts, self.occasion)
            }
        return _("Vide : « %(text)s »") % {"text": brought(self.occasion, language)}

    def clean(self):
        data = super().clean()
        for language, _name in settings.LANGUAGES:
            text = " ".join(data.get(f"text_{language}", "").split())
            data[f"text_{language}"] = text
            for fault in faults_of(self.occasion, text) or self._too_long(text, language):
                self.add_error(f"text_{language}", fault)
        return data

    def _too_long(self, text, language):
        found = text and parts_too_many(self.occasion, text, language, self.real(language))
        if found:
            yield _(
                "Ce texte prendrait %(parts)d parties quand ses dates sont longues, %(most)d au "
                "plus : raccourcissez-le, ou ôtez les signes hors GSM-7."
            ) % {"parts": found[0], "most": found[1]}

    def clean_valid_on(self):
        day = self.cleaned_data["valid_on"]
        if day and day < self.today:
            raise forms.ValidationError(_("Ce jour est passé. Laissez vide pour tout de suite."))
        return day

    def valid_from(self, now):
        """The instant from which the words count."""
        day = self.cleaned_data["valid_on"]
        is_ahead = day and day > self.today
        return timezone.make_aware(datetime.combine(day, time.min)) if is_ahead else now

    def sent_texts(self):
        """What is to be stored. What was left as it stood keeps the French it was made from, unless
        it is said to be still right; an empty field is not there. A language that is switched off
        keeps its words."""
        words = {code: self.cleaned_data.get(f"text_{code}", "") for code, _n in settings.LANGUAGES}
        found = {code: {"text": text} for code, text in words.items() if text}
        made_from = fingerprint(french_of(found, self.occasion))
        for code, one in found.items():
            stood = self.texts.get(code)
            is_right = self.cleaned_data.get(f"right_{code}")
            if code != FRENCH and stood and stood["text"] == one["text"] and not is_right:
                found[code] = stood
            elif code != FRENCH:
                one["made_from"] = made_from
        return {code: one for code, one in self.texts.items() if code not in words} | found
