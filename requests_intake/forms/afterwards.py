"""What can be filled in on the status page."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from julien.core.layouts import fields_only
from requests_intake.forms.fields import DaysField, ScoreField, WindowsField, offer, toggled


class WishesForm(forms.Form):
    """Other days and parts of the day for a request that is open."""

    days = DaysField()
    windows = WindowsField()

    def __init__(self, data=None, *, slots, full=(), days=(), windows=()):
        super().__init__(data, initial={"days": days, "windows": windows})
        offer(self, slots, full)
        self.has_room = bool(slots)

    def wishes(self):
        """{"days": …, "windows": …} as they are stored."""
        said = self.cleaned_data
        return {"days": self.fields["days"].told(said["days"]), "windows": said["windows"]}

    @property
    def helper(self):
        helper = fields_only()
        helper.layout = Layout(*toggled(["days", "windows"]))
        return helper


class SatisfactionForm(forms.Form):
    """Two questions after the call; both may be left open, not both at once."""

    satisfied = ScoreField(
        label=_("Cet appel vous a-t-il été utile\u00a0?"),
        lowest=_("Pas du tout"),
        highest=_("Très utile"),
    )
    knows_next_step = ScoreField(
        label=_("Savez-vous maintenant quoi faire\u00a0?"),
        lowest=_("Pas du tout"),
        highest=_("Tout à fait"),
    )

    def clean(self):
        said = super().clean()
        if not self.errors and not any(said.values()):
            raise forms.ValidationError(_("Répondez à une question au moins."))
        return said

    @property
    def helper(self):
        helper = fields_only()
        helper.mark_optional = False
        helper.layout = Layout(*toggled(["satisfied", "knows_next_step"]))
        return helper
