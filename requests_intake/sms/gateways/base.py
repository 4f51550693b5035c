"""What every way of sending an SMS promises. Only gateways know an operator's codes."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


class SmsUnavailable(Exception):
    """Not sent, and worth trying again: the operator is down, busy or slow to accept."""


class SmsRefused(Exception):
    """Not sent, and never will be. `code` is the operator's, shown to the team."""

    def __init__(self, code):
        super().__init__(f"refused with code {code}")
        self.code = str(code)


class SmsOutcomeUnknown(Exception):
    """The operator may have it or not: nobody answered after the text was handed over.

    It is never tried again by itself, because the person would get it twice: a person looks.
    """


@dataclass(frozen=True)
class Credit:
    """What is left on the operator's account. `currency`: three letters (ISO 4217)."""

    amount: Decimal
    currency: str


class Gateway(Protocol):
    def send(self, *, to, body, status_callback):
        """Hand over one SMS and return the operator's id for it.

        Raises SmsUnavailable, SmsRefused or SmsOutcomeUnknown; their texts hold neither
        numbers nor words.
        """

    def credit(self):
        """The Credit left; None where the operator does not tell. Raises SmsUnavailable."""
