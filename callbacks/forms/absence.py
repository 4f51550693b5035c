"""When somebody will not be there: days, and hours for part of a day."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from callbacks.day import people
from callbacks.forms.moment import DayField
from callbacks.rules import LONGEST_ABSENCE
from julien.core.layouts import fields_only
from julien.core.roles import Can

HOUR_WRONG = {"invalid": _("Écrivez une heure, par exemple 13:30.")}


class HourField(forms.TimeField):
    def __init__(self, **options):
        super().__init__(
            required=False,
            input_formats=["%H:%M", "%Hh%M", "%Hh", "%H h %M", "%H"],
            widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            error_messages=HOUR_WRONG,
            **options,
        )


class AbsenceForm(forms.Form):
    """Without hours it is whole days; without a last day, one day."""

    person = forms.ModelChoiceField(label=_("Qui"), queryset=None, empty_label=None)
    first_day = DayField(label=_("Du"), required_message=_("Indiquez le premier jour."))
    from_hour = HourField(label=_("Dès (heure)"))
    last_day = DayField(label=_("Au"), required=False)
    until_hour = HourField(label=_("Jusqu'à (heure)"))

    def __init__(self, data=None, *, user, now):
        super().__init__(data, initial={"person": user.pk, "first_day": timezone.localdate(now)})
        self.now = now
        self.fields["person"].queryset = people()
        if not user.can(Can.SUPERVISE):
            self.fields["person"].queryset = people().filter(pk=user.pk)
            self.fields["person"].widget = forms.HiddenInput()

    def clean(self):
        found = self.cleaned_data
        first = found.get("first_day")
        if first is None or self.errors:
            return found
        last = found.get("last_day") or first
        zone = timezone.get_current_timezone()
        starts = datetime.combine(first, found.get("from_hour") or time.min, zone)
        ends = (
            datetime.combine(last, found["until_hour"], zone)
            if found.get("until_hour")
            else datetime.combine(last + timedelta(days=1), time.min, zone)
        )
        self._refuse_what_cannot_be(starts, ends)
        return {**found, "starts_at": starts, "ends_at": ends}

    def _refuse_what_cannot_be(self, starts, ends):
        if ends <= starts:
            self.add_error("last_day", _("La fin est avant le début. Corrigez l'un des deux."))
        elif ends <= self.now:
            self.add_error("last_day", _("Cette absence est déjà passée."))
        elif ends - starts > LONGEST_ABSENCE:
            self.add_error("last_day", _("C'est trop long : un an au plus."))

    @property
    def helper(self):
        return fields_only()
