"""Whom a supervisor gives the ticked callbacks to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from julien.core.references import references_in

QUEUE = "file"


class GivingForm(forms.Form):
    """`ref`: the ticked references. `to`: one of those present, or QUEUE for the queue."""

    to = forms.ChoiceField(
        label=_("Confier à"),
        error_messages={
            "required": _("Choisissez à qui confier ces rappels."),
            "invalid_choice": _("Cette personne ne peut pas appeler, ou est absente."),
        },
    )

    def __init__(self, data=None, *, present):
        super().__init__(data)
        self.people = {str(one.pk): one for one in present}
        self.fields["to"].choices = [
            ("", _("choisir")),
            (QUEUE, _("la file, pour qui est libre")),
            *((pk, str(one)) for pk, one in self.people.items()),
        ]

    def clean(self):
        self.cleaned_data["references"] = references_in(self.data.getlist("ref"))
        if not self.cleaned_data["references"]:
            raise forms.ValidationError(_("Cochez au moins un rappel."))
        return self.cleaned_data

    @property
    def receiver(self):
        """The member of the team chosen, or None for the queue."""
        return self.people.get(self.cleaned_data["to"])
