"""Amounts used by name in texts: how they are written, and how they are read.

    {montant:rdu-adulte}  CHF 27'000        {nombre:rdu-adulte}  27'000
    {annee:rdu-adulte}    2025, the year since which the value holds

Pure: no database, no clock (docs/decisions/amounts-have-names.md).
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _

# After letters that run from the right, the two sides of the "'" in 27'000 would change places
# without the mark that it runs from the left.
FROM_THE_RIGHT, FROM_THE_LEFT = re.compile(r"[\u0590-\u08ff]"), "\u200e"
# Anything that looks like a use is found, so that a slip in the name is named and not printed.
FORMS = ("montant", "nombre", "annee")
USE = re.compile(r"\{\s*(montant|nombre|ann[ée]e)\s*:\s*([^{}\n]*?)\s*\}")


class Unit(StrEnum):
    FRANCS = "CHF"
    PERCENT = "%"
    NUMBER = "number"


class Certainty(StrEnum):
    """What is known of a value on a day."""

    SURE = "sure"
    UNVERIFIED = "unverified"  # nobody has checked it against its source
    OVER = "over"  # its last day has passed, and no other value is known
    AHEAD = "ahead"  # it has not begun, and none stands before it


@dataclass(frozen=True)
class Spoken:
    """An amount as it is said on one day."""

    name: str
    label: str
    unit: str
    value: Decimal
    valid_from: date | None
    valid_to: date | None
    certainty: Certainty

    @property
    def number(self):
        """The number alone: "27'000", "568.30"."""
        return grouped(self.value)

    @property
    def said(self):
        """With its unit: "CHF 27'000", "80 %", "12"."""
        if self.unit == Unit.FRANCS:
            return f"CHF {self.number}"
        return f"{self.number} %" if self.unit == Unit.PERCENT else self.number

    @property
    def year(self):
        """The year since which it holds, in words where nobody knows."""
        return str(self.valid_from.year) if self.valid_from else _("année à vérifier")


def grouped(value):
    """As one writes numbers in Switzerland: Decimal("27000.00") → 27'000, 568.3 → 568.30."""
    whole = value == value.to_integral_value()
    return f"{value:,.0f}".replace(",", "'") if whole else f"{value:,.2f}".replace(",", "'")


def names_in(text):
    """The names of the amounts a text uses, each once, in order."""
    return list(dict.fromkeys(name for _form, name in USE.findall(text)))


def filled(text, known):
    """The text as it is read. `known` is {name: Spoken}; an unknown name never shows its braces."""
    text = str(text) if isinstance(text, Promise) else text
    mark = FROM_THE_LEFT if FROM_THE_RIGHT.search(text) else ""

    def said(match):
        amount = known.get(match[2])
        if amount is None:
            return _("montant à vérifier")
        if match[1] == "montant":
            return amount.said
        return mark + amount.number if match[1] == "nombre" else amount.year

    return USE.sub(said, text)


def use_of(form, name):
    """How a text uses an amount."""
    return f"{{{form}:{name}}}"


def unknown_in(text, known):
    """The names a text uses that no amount has."""
    return [name for name in names_in(text) if name not in known]


def spoken_on(day, *, name, label, unit, values):
    """The Spoken of an amount on a day; None when it has no value at all.

    `values` have value, valid_from, valid_to and checked_on. The one that began last holds. When
    its last day has passed it is still said, and said to be over: an old figure with a warning
    helps more than a gap.
    """
    in_order = sorted(values, key=begins)
    if not in_order:
        return None
    begun = [one for one in in_order if begins(one) <= day]
    one = begun[-1] if begun else in_order[0]
    return Spoken(
        name=name,
        label=label,
        unit=unit,
        value=one.value,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        certainty=certainty_of(one, day),
    )


def begins(value):
    """Its first day; a value of which nobody knows since when it holds came before all others."""
    return value.valid_from or date.min


def certainty_of(value, day):
    if begins(value) > day:
        return Certainty.AHEAD
    if value.valid_to and value.valid_to < day:
        return Certainty.OVER
    return Certainty.SURE if value.checked_on else Certainty.UNVERIFIED
