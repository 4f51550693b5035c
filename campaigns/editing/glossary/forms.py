"""What editors write about a hard word, in French and in the other languages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.catalogue.glossary import FRENCH, forms_in, is_stale, said
from campaigns.editing.checks import MARKUP
from campaigns.editing.fields import still_right_field
from campaigns.editing.translations.overview import others
from campaigns.models import GlossaryTerm

LONGEST_FORM = 60
MOST_FORMS = 12
LONGEST_EXPLANATION = 300
TOO_LONG = _("%(limit_value)d caractères au plus.")
ONE_A_LINE = {"rows": 2}


class FormsField(forms.CharField):
    """Ways to write a word, one a line. Cleaned: a list without doubles."""

    widget = forms.Textarea(attrs=ONE_A_LINE)

    def clean(self, value):
        written = self.read(super().clean(value))
        if len(written) > MOST_FORMS or any(len(one) > LONGEST_FORM for one in written):
            raise forms.ValidationError(_("Douze lignes au plus, de 60 caractères au plus."))
        return written

    def has_changed(self, initial, data):
        return self.read(data or "") != initial

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    @staticmethod
    def read(text):
        lines = [" ".join(line.split()) for line in text.splitlines()]
        return list(dict.fromkeys(line for line in lines if line))


class TermForm(forms.ModelForm):
    """`forms_de`, `explanation_de` and so on are those of the other languages; empty: none."""

    forms = FormsField(
        label=_("S'écrit aussi"),
        required=False,
        help_text=_("Une ligne par façon de l'écrire : subsides, allocations pour impotents."),
    )

    class Meta:
        model = GlossaryTerm
        fields = ["term", "forms", "explanation", "to_verify"]
        labels = {
            "term": _("Le mot, ou le sigle"),
            "explanation": _("Ce que cela veut dire, en français simple"),
            "to_verify": _("Encore à vérifier : les habitant·es le lisent"),
        }
        help_texts = {
            "term": _(
                "Avec une majuscule, seulement écrit ainsi : AI, jamais « ai ». En minuscules, "
                "aussi en début de phrase."
            ),
            "explanation": _("Une ou deux phrases, sans autre mot difficile."),
        }
        widgets = {"explanation": forms.Textarea(attrs={"rows": 3})}
        error_messages = {
            "term": {
                "required": _("Écrivez le mot."),
                "unique": _("Ce mot est déjà dans la liste : corrigez-le plutôt."),
                "max_length": TOO_LONG,
            },
            "explanation": {"required": _("Expliquez le mot."), "max_length": TOO_LONG},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, name in others().items():
            self.add_language(code, name)

    def add_language(self, code, name):
        known = self.instance.translations.get(code, {})
        self.fields[f"forms_{code}"] = FormsField(
            label=_("%(language)s : le mot dans les textes de cette langue") % {"language": name},
            required=False,
            help_text=_("Une ligne par façon de l'écrire, la plus courante d'abord."),
        )
        self.fields[f"explanation_{code}"] = forms.CharField(
            label=_("%(language)s : explication") % {"language": name},
            max_length=LONGEST_EXPLANATION,
            required=False,
            help_text=self.hint(code),
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        if is_stale(self.instance, code):
            self.fields[f"right_{code}"] = still_right_field(name)
        for word in ("forms", "explanation"):
            self.fields[f"{word}_{code}"].widget.attrs["lang"] = code
            self.initial[f"{word}_{code}"] = known.get(word, [] if word == "forms" else "")

    def hint(self, code):
        """What is to be known of one translation: out of date, or what is read without it."""
        if is_stale(self.instance, code):
            return _("Le français a changé : à revoir.")
        if self.instance.translations.get(code, {}).get("explanation"):
            return ""
        text, language = said(self.instance, code)
        return _("Vide : « %(text)s ».") % {"text": text} if language == code else ""

    def clean(self):
        data = super().clean()
        for name, value in list(data.items()):
            written = value if isinstance(value, list) else [value]
            if any(isinstance(text, str) and MARKUP.search(text) for text in written):
                self.add_error(name, _("Écrivez du texte simple, sans balises."))
        self.refuse_taken(FRENCH, "forms", [data.get("term", ""), *data.get("forms", [])])
        for code in others():
            self.refuse_taken(code, f"forms_{code}", data.get(f"forms_{code}", []))
        return data

    def refuse_taken(self, language, field, written):
        """A form belongs to one word: a reader is told one thing."""
        others = GlossaryTerm.objects.exclude(pk=self.instance.pk)
        for term in others.exclude(term=self.cleaned_data.get("term", "")):  # that one is said
            both = set(written) & set(forms_in(term, language))
            if both and "term" not in self.errors:
                where = "term" if field == "forms" and written[0] in both else field
                words = {"form": min(both), "term": term.term}
                self.add_error(
                    where, _("« %(form)s » est déjà expliqué sous « %(term)s ».") % words
                )

    def translations(self, made_from):
        """{language: its forms and explanation} as they were sent; what is empty is not there."""
        found = {}
        for code in others():
            words = {word: self.cleaned_data[f"{word}_{code}"] for word in ("forms", "explanation")}
            words = {word: value for word, value in words.items() if value}
            if words:
                found[code] = words | {"made_from": made_from}
        return found
