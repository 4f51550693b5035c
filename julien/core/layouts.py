"""How our forms are laid out."""

from crispy_forms.helper import FormHelper


def fields_only():
    """A helper that renders the fields; the template brings <form>, its token and its buttons.

    Public pages have no token at all: they set no cookie.
    """
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper
