"""The login form."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class LoginForm(AuthenticationForm):
    """Django's own form with our words."""

    error_messages = {
        "invalid_login": _(
            "Nous ne reconnaissons pas ce nom et ce mot de passe. Vérifiez les deux, majuscules "
            "comprises."
        ),
        "inactive": _(
            "Nous ne reconnaissons pas ce nom et ce mot de passe. Vérifiez les deux, majuscules "
            "comprises."
        ),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Nom d'utilisateur")
        self.fields["password"].label = _("Mot de passe")

    @property
    def helper(self):
        helper = FormHelper()
        helper.add_input(Submit("login", _("Se connecter")))
        return helper
