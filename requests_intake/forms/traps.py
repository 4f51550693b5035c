"""Two hidden fields that a person never sees. Missing or strange, they refuse nothing."""

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from requests_intake.abuse.signs import Sign, has_link

SHORTEST_SECONDS = 2
_signer = Signer(salt="form-opened")


class TrapField(forms.CharField):
    """Stays empty in a browser: hidden, and named like nothing that a browser fills in."""

    def __init__(self):
        super().__init__(
            label=_("Laissez ce champ vide"),
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        )

    def clean(self, value):
        return bool((value or "").strip())  # whatever it holds, it is never an error


def stamp(at):
    """When the page was opened, so that only we can have written it."""
    return _signer.sign(f"{at.timestamp():.3f}")


def seconds_since(text, at):
    """How long ago a stamp() was made; None when it is not one of ours."""
    try:
        return at.timestamp() - float(_signer.unsign(text))
    except (BadSignature, ValueError):
        return None


def signs_in(form, *, at):
    """The Signs that the fields of a valid RequestForm show."""
    took = seconds_since(form.cleaned_data["opened"], at)
    if form.cleaned_data["pli"]:
        yield Sign.TRAP_FILLED
    if "pli" not in form.data or took is None:
        yield Sign.NOT_OUR_PAGE
    elif took < SHORTEST_SECONDS:
        yield Sign.TOO_FAST
    if has_link(f"{form.cleaned_data['message']} {form.cleaned_data['first_name']}"):
        yield Sign.LINKS
