"""Forms of the door. The desk's form (callbacks) uses the same fields and the same text."""

from requests_intake.forms.ask import RequestForm
from requests_intake.forms.consent import CONSENT_TEXT
from requests_intake.forms.fields import (
    AnswerField,
    DaysField,
    SupportField,
    WindowsField,
    offer,
)

__all__ = [
    "CONSENT_TEXT",
    "AnswerField",
    "DaysField",
    "RequestForm",
    "SupportField",
    "WindowsField",
    "offer",
]
