"""What the call needs, as it is ticked: by residents, and by the team for them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from requests_intake import needs
from requests_intake.forms.fields import SharedChoices

WHICH_NEEDS = _("De quoi avez-vous besoin pour l'appel\u00a0?")
NEED_RETIRED = _("« %(need)s » n'est plus proposé. Dites-le plutôt sous « Vos mots ».")


class NeedsField(SharedChoices, forms.MultipleChoiceField):
    """What the call needs, in the words of who is asked; nothing may be needed.

    `choices` is a function: an administrator may change what is offered at any time. `say`: the
    words of one need, for `retired`, which is said when it was still offered on the page.
    """

    widget = forms.CheckboxSelectMultiple

    def __init__(
        self,
        *,
        label=WHICH_NEEDS,
        choices=needs.for_residents,
        say=lambda need: need.said()[0],
        retired=NEED_RETIRED,
    ):
        self.say = say
        super().__init__(
            label=label,
            choices=choices,
            required=False,
            error_messages={
                "invalid_choice": _("Choisissez parmi les réponses proposées."),
                "retired": retired,
            },
        )

    def validate(self, value):
        for code in value:
            need = needs.find(code)
            if need and need.retired_on:
                words = {"need": self.say(need)}
                raise forms.ValidationError(self.error_messages["retired"], "retired", words)
        super().validate(value)
