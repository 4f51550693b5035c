"""What editors write about an amount."""

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.editing.fields import SwissDecimalField, day_field, form_with_button
from campaigns.models import Amount, AmountValue

NAME = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$",
    _("Un nom n'a que des minuscules sans accent, des chiffres et des traits d'union."),
)


class ValueForm(forms.ModelForm):
    """One value. `revision` says which state of the amount the person had before them."""

    value = SwissDecimalField(
        label=_("Valeur"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
        help_text=_("Par exemple 27'000 ou 568.30, sans unité."),
        error_messages={
            "required": _("Écrivez la valeur."),
            "invalid": _("Ce n'est pas un nombre. Exemple : 27'000."),
            "min_value": _("Un montant n'est pas négatif."),
            "max_digits": _("Ce nombre est trop grand."),
            "max_whole_digits": _("Ce nombre est trop grand."),
            "max_decimal_places": _("Deux chiffres après la virgule au plus."),
        },
    )
    valid_from = day_field(
        _("Vaut dès le"),
        help_text=_(
            "Un jour à venir : la valeur s'affiche d'elle-même ce jour-là. Vide : inconnu."
        ),
    )
    valid_to = day_field(
        _("Vaut jusqu'au"),
        help_text=_("Le dernier jour, s'il est connu : vous êtes averti·e avant."),
    )
    checked_on = day_field(
        _("Vérifiée le"), help_text=_("Vide : la page dit que ce montant est encore à vérifier.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = AmountValue
        fields = ["value", "valid_from", "valid_to", "source", "checked_on"]
        labels = {"source": _("Source")}
        help_texts = {"source": _("L'adresse de la page, ou le nom du texte de loi.")}
        error_messages = {
            "source": {
                "required": _("Dites d'où vient ce montant."),
                "max_length": _("500 caractères au plus."),
            }
        }

    def __init__(self, *args, amount=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.amount = amount

    def clean_checked_on(self):
        day = self.cleaned_data["checked_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Ce jour n'est pas encore venu."))
        return day

    def clean(self):
        data = super().clean()
        begins, ends = data.get("valid_from"), data.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", _("Le dernier jour vient avant le premier."))
        if self.amount and "valid_from" in data and self.twins(begins).exists():
            self.add_error(
                "valid_from",
                _("Une autre valeur commence déjà ce jour-là : corrigez-la plutôt."),
            )
        return data

    def twins(self, begins):
        others = AmountValue.objects.filter(amount=self.amount, valid_from=begins)
        return others.exclude(pk=self.instance.pk)

    @property
    def helper(self):
        return form_with_button(_("Voir ce qui change"), "look")


class AmountForm(ValueForm):
    """A new amount with its first value."""

    name = forms.CharField(
        label=_("Nom dans les textes"),
        max_length=40,
        validators=[NAME],
        help_text=_(
            "Par exemple rdu-adulte. On écrit ensuite {montant:rdu-adulte}. Il ne change plus."
        ),
        error_messages={"required": _("Donnez-lui un nom."), "max_length": _("40 signes au plus.")},
    )
    label = forms.CharField(
        label=_("Ce que c'est"),
        max_length=120,
        error_messages={
            "required": _("Dites en quelques mots ce que c'est."),
            "max_length": _("120 caractères au plus."),
        },
    )
    unit = forms.ChoiceField(label=_("Unité"), choices=Amount.Unit.choices)

    field_order = ["name", "label", "unit"]

    def clean_name(self):
        name = self.cleaned_data["name"]
        if name == "nouveau" or Amount.objects.filter(name=name).exists():
            raise forms.ValidationError(_("Ce nom est déjà pris."))
        return name

    @property
    def helper(self):
        return form_with_button(_("Ajouter ce montant"))

    def new_amount(self):
        data = self.cleaned_data
        return Amount(name=data["name"], label=data["label"], unit=data["unit"])


class LabelForm(forms.ModelForm):
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Amount
        fields = ["label"]
        labels = {"label": _("Ce que c'est")}

    @property
    def helper(self):
        return form_with_button(_("Renommer"), "rename")
