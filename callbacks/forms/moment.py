"""A day, and a day with an hour, as a browser's picker or a person writes them."""

from django import forms
from django.utils.translation import gettext_lazy as _

NO_DAY = _("Indiquez un jour.")


class DayField(forms.DateField):
    """2026-11-26 or 26.11.2026."""

    def __init__(self, *, required_message=NO_DAY, **options):
        super().__init__(
            input_formats=["%Y-%m-%d", "%d.%m.%Y"],
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={
                "invalid": _("Écrivez un jour, par exemple 26.11.2026."),
                "required": required_message,
            },
            **options,
        )


class MomentField(forms.DateTimeField):
    """2026-11-26T14:00 (with or without offset) or 26.11.2026 14:00, in the desk's zone."""

    def __init__(self, **options):
        super().__init__(
            required=False,
            input_formats=["%d.%m.%Y %H:%M", "%d.%m.%Y, %H:%M", "%d.%m.%Y %Hh%M"],
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            error_messages={
                "invalid": _("Écrivez un jour et une heure, par exemple 26.11.2026 14:00.")
            },
            **options,
        )
