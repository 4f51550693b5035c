"""Why everything held about a person is brought together."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _


class WhyHeld(models.TextChoices):
    """Codes only: the trail in which it is written never holds free words about a person."""

    THE_PERSON = "person", _("La personne le demande")
    AN_AUTHORITY = "authority", _("Une autorité y a droit et le demande")
    A_CHECK = "check", _("Contrôle de la protection des données")


# Who may have what the person said of their situation; a check does without.
HAVE_A_RIGHT = {WhyHeld.THE_PERSON, WhyHeld.AN_AUTHORITY}


class HeldForm(forms.Form):
    why = forms.ChoiceField(
        label=_("Pourquoi réunir ces données ?"),
        help_text=_("Votre nom, l'heure et ce motif sont inscrits au journal."),
        choices=WhyHeld,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez un motif : il est inscrit au journal.")},
    )
