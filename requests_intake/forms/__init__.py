"""Forms of the door. The desk's form (callbacks) uses the same fields and the same text."""

from requests_intake.forms.ask import RequestForm
from requests_intake.forms.consent import consent_read_aloud
from requests_intake.forms.fields import (
    AnswerField,
    DaysField,
    SupportField,
    WindowsField,
    offer,
)
from requests_intake.forms.needs import NeedsField

__all__ = [
    "AnswerField",
    "DaysField",
    "NeedsField",
    "RequestForm",
    "SupportField",
    "WindowsField",
    "consent_read_aloud",
    "offer",
]
