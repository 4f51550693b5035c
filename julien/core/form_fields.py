"""Fields that forms of several apps ask for."""

from django import forms

from julien.core.phone import PhoneError, read_phone


class PhoneField(forms.CharField):
    """A number as people write it. Its value is a Phone, or None when it is left open."""

    def __init__(self, *, widget=None, **options):
        typed_by_us = forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})
        super().__init__(max_length=40, widget=widget or typed_by_us, **options)

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return read_phone(typed)
        except PhoneError as error:
            raise forms.ValidationError(str(error)) from None
