"""The filters of the queue, and the name under which they are kept."""

from typing import NamedTuple
from urllib.parse import urlencode

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from callbacks.board import Shown
from callbacks.filters import FIELDS, POSTAL_CODE, Filters
from callbacks.models import SavedView
from julien.core.layouts import fields_only
from julien.core.told_once import told_once
from requests_intake.needs import for_filters

# The fields of so many choices of filters are remembered.
FIELDS_REMEMBERED = 200


class FilterForm(forms.Form):
    """All of them stand in the address. What no list knows is left out, not refused."""

    voir = forms.ChoiceField(choices=Shown.choices, required=False, widget=forms.HiddenInput)
    npa = forms.CharField(
        label=_("Code postal"),
        required=False,
        validators=[RegexValidator(r"^\d{4,5}$", _("Écrivez des chiffres, par exemple 2800."))],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 5, "autocomplete": "off"}),
    )

    def __init__(self, data):
        super().__init__(data)
        for name, (label, choices) in FIELDS.items():
            choices = choices() if callable(choices) else choices
            every = [("", _("tout")), *choices]
            self.fields[name] = forms.ChoiceField(label=label, choices=every, required=False)
        self.order_fields(["voir", *FIELDS, POSTAL_CODE])

    @property
    def filters(self):
        """The Filters it asks for."""
        self.full_clean()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        return Filters(Shown(found.pop("voir", "")), found)

    @property
    def helper(self):
        return fields_only()


def filters_of(query):
    """The Filters that a kept address stands for."""
    return FilterForm(QueryDict(query)).filters


class Asked(NamedTuple):
    """What an address asks of the queue. `fields`: the FilterForm's, as markup. `is_wrong`: they
    say what could not be read."""

    filters: Filters
    fields: str
    is_wrong: bool


def asked(query):
    """The Asked of a QueryDict. It depends on nothing else but the list of needs, and the page is
    read all day long."""
    names = ("voir", *FIELDS, POSTAL_CODE)
    return _asked(
        urlencode({name: query[name] for name in names if query.get(name)}), for_filters()
    )


def _read_address(address, _needs):
    form = FilterForm(QueryDict(address))
    context = {"form": form, "part": form.filters.part}
    fields = render_to_string("callbacks/_queue_filter_fields.html", context)
    return Asked(form.filters, fields, POSTAL_CODE in form.errors)


_asked = told_once(_read_address, most=FIELDS_REMEMBERED)


class SavedViewForm(forms.ModelForm):
    """Its name, and for who may: whether it is for the whole team."""

    class Meta:
        model = SavedView
        fields = ["name", "is_shared"]
        labels = {"name": _("Nom de la vue"), "is_shared": _("Montrer à toute l'équipe")}
        error_messages = {
            "name": {"required": _("Donnez un nom à cette vue, par exemple « Allemand, demain ».")}
        }

    def __init__(self, data=None, *, may_share, **options):
        super().__init__(data, **options)
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        if not may_share:
            del self.fields["is_shared"]

    def clean_name(self):
        name = self.cleaned_data["name"]
        same = SavedView.objects.filter(owner=self.instance.owner, name__iexact=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(
                _("Vous avez déjà une vue de ce nom. Choisissez-en un autre.")
            )
        return name

    @property
    def helper(self):
        return fields_only()
