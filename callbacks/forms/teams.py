"""Teams, and who works for a partner organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from callbacks.day import people
from callbacks.models import Team
from julien.core.layouts import fields_only
from julien.staff.forms.team import InvitationForm


class TeamForm(forms.ModelForm):
    """A name, and who is in it. `callers`: the people who call, read once for several forms."""

    class Meta:
        model = Team
        fields = ["name", "members"]
        labels = {"name": _("Nom de l'équipe"), "members": _("Qui en fait partie")}
        widgets = {"members": forms.CheckboxSelectMultiple}
        error_messages = {
            "name": {
                "required": _("Donnez un nom à l'équipe, par exemple « Porrentruy »."),
                "unique": _("Une équipe porte déjà ce nom. Choisissez-en un autre."),
            }
        }

    def __init__(self, data=None, *, callers, **options):
        super().__init__(data, **options)
        self.fields["members"].queryset = people()
        self.fields["members"].choices = [(one.pk, str(one)) for one in callers]
        self.fields["name"].widget.attrs["autocomplete"] = "off"

    @property
    def helper(self):
        return fields_only()


class PartnerInvitationForm(InvitationForm):
    """Someone of a partner organisation: the role is given, nothing else can be asked for."""

    roles = None

    class Meta(InvitationForm.Meta):
        fields = ["username", "first_name", "last_name", "email"]
