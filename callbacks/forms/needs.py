"""What a call may need: its name for the team, and its words for residents in each language."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.editing.checks import MARKUP
from campaigns.editing.translations.overview import others
from julien.core.languages import language_name
from requests_intake.needs import FRENCH
from requests_intake.services.needs import Words

SEEN = "seen"  # the French beside which the other languages were already asked about
NUMBER = gettext_lazy("Écrivez un nombre.")


class NeedForm(forms.Form):
    """A new need, or one to change. `need`: its requests_intake.needs.Needed."""

    name = forms.CharField(
        label=gettext_lazy("Nom pour l'équipe"),
        help_text=gettext_lazy("Deux ou trois mots, pour la file et l'appel : « langue facile »."),
        max_length=40,
        error_messages={"required": gettext_lazy("Écrivez un nom court.")},
    )
    advice = forms.CharField(
        label=gettext_lazy("Conseil pour qui appelle"),
        help_text=gettext_lazy(
            "Une phrase, près du numéro : « Des mots simples, une question à la fois. »"
        ),
        required=False,
        max_length=160,
    )
    position = forms.IntegerField(
        label=gettext_lazy("Ordre"),
        min_value=0,
        max_value=9999,
        error_messages={"required": NUMBER, "invalid": NUMBER},
    )
    retired = forms.BooleanField(
        label=gettext_lazy("Retiré"),
        help_text=gettext_lazy("Il n'est plus proposé. Les demandes qui l'ont le disent encore."),
        required=False,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, need=None):
        super().__init__(data)
        self.need = need
        self.languages = (FRENCH, *others())
        for code in self.languages:
            self._add_language(code)
        if need:
            told = ("name", "advice", "position")
            self.initial |= {name: getattr(need, name) for name in told}
            self.initial["retired"] = need.retired_on is not None
        if not need or need.is_needed:
            del self.fields["retired"]
        if not need:
            del self.fields["position"]

    def _add_language(self, code):
        brought = self.need.brought(code) if self.need else ""
        field = forms.CharField(
            label=_("Sur le formulaire, en %(language)s") % {"language": language_name(code)},
            max_length=80,
            required=code == FRENCH and not brought,
            help_text=self._hint(code, brought),
            error_messages={"required": _("Écrivez ce que les habitant·es liront.")},
        )
        field.widget.attrs["lang"] = code
        self.fields[_in(code)] = field
        self.initial[_in(code)] = self.need.wording.get(code, "") if self.need else ""

    def _hint(self, code, brought):
        if brought:
            return _("Vide : « %(words)s », les mots du logiciel.") % {"words": brought}
        if code == FRENCH:
            return _("Comme la personne le dit : « Parlez-moi avec des mots simples ».")
        return _("Vide : on y lit le français.")

    @property
    def wordings(self):
        """Its fields of words for residents, French first."""
        return [self[_in(code)] for code in self.languages]

    def clean(self):
        said = super().clean()
        for name, words in list(said.items()):
            if isinstance(words, str) and MARKUP.search(words):
                self.add_error(name, _("Écrivez du texte simple, sans balises."))
        if self.need and not self.errors:
            self._ask_about_translations(said)
        return said

    def _ask_about_translations(self, said):
        """Once, when the French says something else and what is read in a language stays."""
        french = said[_in(FRENCH)] or self.need.brought(FRENCH)
        if french not in (self.need.said(FRENCH)[0], said[SEEN]):
            for code in others():
                stays = _in(code) not in self.changed_data
                if stays and (said[_in(code)] or self.need.brought(code)):
                    self.add_error(
                        _in(code),
                        _(
                            "Le français a changé. Changez aussi ces mots, ou enregistrez encore "
                            "une fois pour les garder."
                        ),
                    )
        self.data = self.data.copy()
        self.data[SEEN] = french

    @property
    def words(self):
        """What was typed, for the service."""
        said = self.cleaned_data
        wording = {code: said[_in(code)] for code in self.languages if said[_in(code)]}
        kept = {} if self.need is None else self.need.wording
        gone = {code: words for code, words in kept.items() if code not in self.languages}
        return Words(said["name"], gone | wording, said["advice"])


def _in(code):
    return f"wording_{code}"
