"""The writing page as a form: what was typed becomes the content of the draft."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.catalogue.categories import known
from campaigns.editing.checks import MAY_BE_UNKNOWN
from campaigns.editing.content import CONTACT, FRENCH, LONGEST_TEXT, lines_of, tidy, with_texts
from campaigns.editing.providers.naming import provider_names
from campaigns.models import Aid, LifeSituation, Part, Provider

ROWS = {Part.TITLE: 1, Part.OFFICIAL_NAME: 1, Part.FOR_WHOM: 2, Part.WHAT: 3}
TOO_LONG = _("Ce texte est trop long : %(limit_value)d signes au plus (%(show_value)d ici).")
WRONG_DAY = _("Écrivez la date ainsi : 31.12.2027.")
DAYS = ["%Y-%m-%d", "%d.%m.%Y"]


def text_field(part):
    rows = ROWS.get(part, 4)
    return forms.CharField(
        label=part.label,
        required=False,
        max_length=LONGEST_TEXT,
        error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": rows, "class": "form-control"}),
    )


def list_field(label, help_text):
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST_TEXT,
        error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def day_field(label, help_text=""):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        input_formats=DAYS,
        error_messages={"invalid": WRONG_DAY},
        widget=widget,
    )


class DraftForm(forms.Form):
    """Everything an editor writes about an aid in French. Nothing is mandatory before publishing:
    what is missing is said by the checks."""

    slug = forms.CharField(
        label=_("Adresse de la page"),
        required=False,
        max_length=200,
        help_text=_("Vide : tirée du titre. L'ancienne adresse mène toujours à la nouvelle."),
    )
    provider = forms.ModelChoiceField(
        Provider.objects.all(), label=_("Organisme : à qui demander"), required=False
    )
    category = forms.ChoiceField(label=_("Domaine"), required=False)
    situations = forms.MultipleChoiceField(
        label=_("Situations de vie"), required=False, widget=forms.CheckboxSelectMultiple
    )
    confidence = forms.ChoiceField(label=_("Fiabilité"), choices=Aid.Confidence, required=False)
    to_verify = list_field(_("À vérifier"), _("Un point par ligne. Seule la rédaction le lit."))
    sources = list_field(_("Sources"), _("Une adresse par ligne."))
    legal_basis = forms.CharField(label=_("Base légale"), required=False, max_length=LONGEST_TEXT)
    checked_on = day_field(_("Vérifiée le"))
    review_by = day_field(_("À revoir avant le"))
    unknown = forms.MultipleChoiceField(required=False, choices=[(p, p) for p in MAY_BE_UNKNOWN])

    def __init__(self, data=None, *, content):
        super().__init__(data, initial=initial_of(content), label_suffix="")
        self.content = content
        for part in Part:
            self.fields[f"text_{part.value}"] = text_field(part)
        names = known()
        if content["category"]:
            names.setdefault(content["category"], content["category"])
        self.fields["category"].choices = [("", _("à choisir")), *names.items()]
        self.fields["provider"].choices = [("", _("à choisir")), *provider_names().items()]
        self.fields["situations"].choices = LifeSituation.objects.values_list("slug", "name")

    def typed(self):
        """The content with what was typed; what is not valid stays as it was."""
        self.full_clean()
        valid = {name: value for name, value in self.cleaned_data.items() if name in self.sent()}
        texts = {
            part: valid[f"text_{part.value}"] for part in Part if f"text_{part.value}" in valid
        }
        content = with_texts(self.content, FRENCH, texts)
        content |= {name: AS_DATA[name](valid[name]) for name in AS_DATA if name in valid}
        said = content["texts"][FRENCH]
        return content | {"unknown": [part for part in content["unknown"] if part not in said]}

    def sent(self):
        """The fields that came; of the ticks, none ticked is an answer once the page was sent."""
        ticks = {"situations", "unknown"} if "revision" in self.data else set()
        return ticks | set(self.data)


def initial_of(content):
    french = content["texts"].get(FRENCH, {})
    facts = {name: content[name] for name in AS_DATA}
    facts |= {name: "\n".join(content[name]) for name in ("to_verify", "sources")}
    return facts | {f"text_{part.value}": french.get(part.value, "") for part in Part}


AS_DATA = {
    "slug": tidy,
    "provider": lambda provider: provider.pk if provider else None,
    "category": str,
    "situations": sorted,
    "confidence": lambda value: value or Aid.Confidence.PARTLY.value,
    "to_verify": lines_of,
    "sources": lines_of,
    "legal_basis": tidy,
    "checked_on": lambda day: day.isoformat() if day else "",
    "review_by": lambda day: day.isoformat() if day else "",
    "unknown": lambda parts: [part for part in (*Part.values, CONTACT) if part in parts],
}
