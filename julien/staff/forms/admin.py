"""The accounts of the team as /admin/ shows them."""

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.utils.translation import gettext_lazy as _

from julien.core.roles import Role
from julien.staff.models import User


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
        others = User.objects.open().with_role(Role.ADMIN)
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
