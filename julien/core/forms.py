"""The form of the style guide: one field of each kind the product uses."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from julien.core.form_fields import PhoneField

WINDOWS = [
    ("morning", _("Matin")),
    ("noon", _("Midi")),
    ("afternoon", _("Après-midi")),
    ("evening", _("Soir")),
]
YES_NO = [("yes", _("Oui")), ("no", _("Non"))]


class SampleForm(forms.Form):
    """Shown blank and with every mistake at once."""

    phone = PhoneField(
        label=_("Numéro de téléphone"),
        help_text=_("Mobile ou fixe. Exemple : 079 123 45 67."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={"required": _("Écrivez votre numéro.")},
    )
    windows = forms.MultipleChoiceField(
        label=_("Quand vous appeler"),
        help_text=_("Cochez tout ce qui vous convient."),
        choices=WINDOWS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins un moment.")},
    )
    may_voicemail = forms.ChoiceField(
        label=_("Pouvons-nous laisser un message sur le répondeur ?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Répondez par oui ou par non.")},
    )
    situation = forms.ChoiceField(
        label=_("Votre situation"),
        choices=[("", _("Choisissez")), ("seul", _("Seul·e")), ("couple", _("En couple"))],
        error_messages={"required": _("Choisissez ce qui vous ressemble le plus.")},
    )
    first_name = forms.CharField(label=_("Prénom"), required=False)
    message = forms.CharField(
        label=_("Vos mots"),
        help_text=_("Quelques mots suffisent."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    accept = forms.BooleanField(
        label=_("J'ai lu comment mes données sont protégées"),
        error_messages={"required": _("Cochez cette case pour continuer.")},
    )

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_action = "#"
        helper.disable_csrf = True
        helper.attrs = {"novalidate": True}
        helper.layout = Layout(
            Fieldset(_("Votre numéro"), "phone"),
            Fieldset(
                _("Quand vous appeler"),
                Field("windows", wrapper_class="toggles"),
                Field("may_voicemail", wrapper_class="toggles"),
            ),
            Fieldset(_("Ajouter quelque chose"), "situation", "first_name", "message", "accept"),
        )
        helper.add_input(Submit("send", _("Envoyer ma demande")))
        return helper
