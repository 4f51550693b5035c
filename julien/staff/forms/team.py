"""What people say of themselves, and what administrators ask about others."""

from django import forms
from django.utils.translation import gettext_lazy as _

from julien.core.languages import SPOKEN
from julien.core.roles import Role
from julien.staff.forms.admin import roles_field
from julien.staff.forms.door import one_button
from julien.staff.models import User


class OwnAccountForm(forms.ModelForm):
    """What someone may say of themselves."""

    languages = forms.MultipleChoiceField(
        label=_("Langues que vous parlez au téléphone"),
        choices=list(SPOKEN.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = User
        fields = ["first_name_said", "languages"]
        labels = {"first_name_said": _("Nom que vous dites au téléphone")}
        help_texts = {"first_name_said": _("Votre prénom, ou un autre nom si vous préférez.")}

    @property
    def helper(self):
        return one_button(_("Enregistrer"))


class InvitationForm(forms.ModelForm):
    """Someone new: their name here, where to write to them, what they may do."""

    roles = roles_field()

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "roles"]
        labels = {
            "username": _("Nom d'utilisateur"),
            "first_name": _("Prénom"),
            "last_name": _("Nom"),
            "email": _("Adresse électronique"),
        }
        help_texts = {
            "username": _("Ce que la personne écrit pour se connecter. Il ne change plus."),
            "email": _("Sans adresse, vous remettez le lien vous-même."),
        }
        error_messages = {
            "username": {
                "required": _("Écrivez un nom d'utilisateur."),
                "unique": _("Ce nom est déjà pris : choisissez-en un autre."),
            }
        }

    def clean_roles(self):
        return [Role(role) for role in self.cleaned_data["roles"]]

    @property
    def helper(self):
        return one_button(_("Créer le compte et son lien"))


class ReasonForm(forms.Form):
    """Why: kept with the act, so that it can be answered for later."""

    why = forms.CharField(
        label=_("Pourquoi"),
        max_length=120,
        error_messages={"required": _("Écrivez pourquoi : la raison est gardée au journal.")},
    )

    def __init__(self, *args, button, **kwargs):
        super().__init__(*args, **kwargs)
        self.button = button

    @property
    def helper(self):
        return one_button(self.button)
