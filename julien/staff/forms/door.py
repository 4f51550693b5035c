"""Coming in: name and password, code, forgotten and new password."""

import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.utils.translation import gettext_lazy as _

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
        return one_button(_("Se connecter"))


class CodeForm(forms.Form):
    """A code of the application, or one of the paper."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        error_messages={"required": _("Écrivez le code.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args, button, hint="", **kwargs):
        super().__init__(*args, **kwargs)
        self.button = button
        self.fields["code"].help_text = hint

    @property
    def helper(self):
        return one_button(self.button)


class ConfirmForm(forms.Form):
    """The password or a code, from someone who is inside already."""

    proof = forms.CharField(
        label=_("Mot de passe, ou code de votre application"),
        strip=False,
        max_length=200,
        error_messages={"required": _("Écrivez votre mot de passe ou un code.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def credentials(self, username):
        """For authenticate(): six digits are a code, anything else is the password."""
        proof = self.cleaned_data["proof"]
        is_code = re.fullmatch(r"\s*(\d\s*){6}", proof)
        return {"username": username, "second_factor_token" if is_code else "password": proof}

    @property
    def helper(self):
        return one_button(_("Confirmer"))


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label=_("Votre adresse électronique"),
        error_messages={
            "required": _("Écrivez votre adresse électronique."),
            "invalid": _("Écrivez une adresse complète, comme prenom.nom@exemple.ch."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    @property
    def helper(self):
        return one_button(_("Recevoir un lien"))


GOOD_PASSWORD = _("Douze signes au moins. Trois ou quatre mots au hasard se retiennent bien.")


class NewPasswordForm(SetPasswordForm):
    """Chosen by the person alone, typed twice."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_what_is_good(self)

    @property
    def helper(self):
        return one_button(_("Enregistrer ce mot de passe"))


class OwnPasswordForm(PasswordChangeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_what_is_good(self)

    @property
    def helper(self):
        return one_button(_("Changer le mot de passe"))


def say_what_is_good(form):
    form.fields["new_password1"].help_text = GOOD_PASSWORD
    form.fields["new_password2"].label = _("Le même, encore une fois")
    form.fields["new_password2"].help_text = ""


def one_button(word):
    helper = FormHelper()
    helper.attrs = {"novalidate": True}
    helper.add_input(Submit("send", word))
    return helper
