"""Coming in, and the accounts of the team."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, AuthenticationForm, UserChangeForm
from django.utils.translation import gettext_lazy as _

from julien.core.roles import Role
from julien.staff.models import User

# One sentence for every failure: it must not tell which names exist.
NOT_RECOGNISED = _(
    "Nous ne reconnaissons pas ce nom avec ce mot de passe. "
    "Vérifiez les deux, majuscules comprises."
)


class LoginForm(AuthenticationForm):
    """Django's own form with our words."""

    error_messages = {"invalid_login": NOT_RECOGNISED, "inactive": NOT_RECOGNISED}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Nom d'utilisateur")
        self.fields["username"].error_messages["required"] = _("Écrivez votre nom d'utilisateur.")
        self.fields["password"].label = _("Mot de passe")
        self.fields["password"].error_messages["required"] = _("Écrivez votre mot de passe.")
        if self.is_bound:  # the page opens on what went wrong, not on the first field
            del self.fields["username"].widget.attrs["autofocus"]

    @property
    def helper(self):
        helper = FormHelper()
        helper.attrs = {"novalidate": True}
        helper.add_input(Submit("login", _("Se connecter")))
        return helper


def roles_field():
    return forms.MultipleChoiceField(
        label=_("Rôles"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Sans rôle, la personne peut se connecter mais ne voit rien."),
    )


class AccountForm(UserChangeForm):
    """An account as administrators change it."""

    roles = roles_field()

    class Meta(UserChangeForm.Meta):
        model = User
        fields = "__all__"

    def clean(self):
        cleaned = super().clean()
        stays = Role.ADMIN in cleaned.get("roles", []) and cleaned.get("is_active")
        others = User.objects.filter(is_active=True, roles__contains=[Role.ADMIN])
        had_it = Role.ADMIN in self.instance.roles
        if had_it and not stays and not others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(
                _("C'est le dernier compte d'administration : donnez d'abord ce rôle à un autre.")
            )
        return cleaned


class AccountCreationForm(AdminUserCreationForm):
    """A new account with its roles."""

    roles = roles_field()

    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ["username", "roles"]
