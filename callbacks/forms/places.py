"""How many calls fit in each part of a day: set by a supervisor, beside the opening hours."""

from django import forms
from django.utils.translation import gettext_lazy as _

from requests_intake.windows import PARTS, usual_slots

MOST = 500


class PlacesForm(forms.Form):
    """A number for each part of the day in which the desk is ever open; empty is no limit."""

    morning_places = forms.IntegerField(label=_("Le matin"))
    noon_places = forms.IntegerField(label=_("À midi"))
    afternoon_places = forms.IntegerField(label=_("L'après-midi"))
    evening_places = forms.IntegerField(label=_("Le soir"))

    def __init__(self, desk, hours, data=None, *, now):
        super().__init__(data, initial={name: getattr(desk, name) for name in self.base_fields})
        ever = {part for _day, part in usual_slots(hours, now)}
        for part in PARTS:
            if part not in ever:
                del self.fields[f"{part}_places"]
        for field in self.fields.values():
            field.required = False
            field.widget.attrs = {"min": 0, "max": MOST, "inputmode": "numeric"}

    def clean(self):
        said = super().clean()
        for name, number in list(said.items()):
            if number is not None and not 0 <= number <= MOST:
                self.add_error(name, _("Un nombre de 0 à %(most)d, ou rien.") % {"most": MOST})
        return said
