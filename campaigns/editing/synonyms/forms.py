"""What editors write about a synonym."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.catalogue.search import ADDRESS
from campaigns.catalogue.words import stems
from campaigns.models import Aid, SearchSynonym

MOST_MEANINGS = 10


class SynonymForm(forms.ModelForm):
    means = forms.CharField(
        label=_("Veut dire ici"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Une ligne par sens : des mots qui se trouvent dans une aide (frais maladie), ou "
            "l'adresse d'une aide (aide-sociale)."
        ),
        error_messages={"required": _("Dites ce que ce mot veut dire ici.")},
    )

    class Meta:
        model = SearchSynonym
        fields = ["term"]
        labels = {"term": _("Ce que les gens écrivent")}
        help_texts = {"term": _("Un mot ou quelques mots : dentiste, plus rien à manger.")}
        error_messages = {
            "term": {
                "required": _("Écrivez le mot."),
                "unique": _("Ce mot est déjà dans la liste : corrigez-le plutôt."),
                "max_length": _("80 caractères au plus."),
            }
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["means"] = "\n".join(self.instance.means or [])

    def clean_term(self):
        term = " ".join(self.cleaned_data["term"].split()).lower()
        if not stems(term):
            raise forms.ValidationError(_("La recherche ne retient rien de ces mots."))
        return term

    def clean_means(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["means"].splitlines()]
        means = list(dict.fromkeys(line for line in lines if line))
        if not means:
            raise forms.ValidationError(_("Dites ce que ce mot veut dire ici."))
        if len(means) > MOST_MEANINGS or max(map(len, means)) > 80:
            raise forms.ValidationError(_("Dix lignes au plus, de 80 caractères au plus."))
        for meaning in means:
            refuse_unknown(meaning)
        return means

    def _post_clean(self):
        super()._post_clean()
        self.instance.means = self.cleaned_data.get("means", self.instance.means)


def refuse_unknown(meaning):
    """A meaning is the address of an aid, or has words the search compares."""
    if ADDRESS.fullmatch(meaning) and not Aid.objects.filter(slug=meaning).exists():
        raise forms.ValidationError(
            _("« %(address)s » n'est l'adresse d'aucune aide.") % {"address": meaning}
        )
    if not stems(meaning):
        raise forms.ValidationError(
            _("La recherche ne retient rien de « %(words)s ».") % {"words": meaning}
        )
