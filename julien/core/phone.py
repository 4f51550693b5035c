"""Phone numbers as people write them.

"079 000 00 00", "0041 79 000 00 00" and "+41.79.000.00.00" are the same number, and so is
"٠٧٩ ٠٠٠ ٠٠ ٠٠", in the digits of an Arabic keyboard.
The kinds are those of Google's phonenumbers data.
"""

import re
from dataclasses import dataclass

import phonenumbers
from django.utils.translation import gettext_lazy as _
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from julien.core.crypto import keyed_hash
from julien.core.letters import western_digits

MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
COSTLY = {
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.PERSONAL_NUMBER,
    PhoneNumberType.PAGER,
}
NO_COUNTRY = "001"  # satellites and other networks of no country: costly whatever their kind
SWISS_LENGTH = 10
SHORT_NUMBER = 4  # 117, 1818: the numbers of a service
LONGEST = 17  # "00" and the fifteen digits of the longest numbers there are
SEPARATORS = re.compile(r"[^\w+]|_")  # any space, dot, slash, bracket, however people group digits


class PhoneError(ValueError):
    """Not a number we can call. str() is a sentence for the person who typed it."""


@dataclass(frozen=True)
class Phone:
    """A number that can be dialled. `e164` is what is stored and sent to the operator."""

    e164: str
    is_mobile: bool
    is_swiss: bool

    @property
    def groups(self):
        """As people read it aloud: "079 123 45 67", "+33 6 12 34 56 78"."""
        number = phonenumbers.parse(self.e164)
        style = PhoneNumberFormat.NATIONAL if self.is_swiss else PhoneNumberFormat.INTERNATIONAL
        return phonenumbers.format_number(number, style)

    @property
    def takes_sms(self):
        """Only Swiss mobiles get an SMS: others cost, or fail (decision: docs/decisions)."""
        return self.is_mobile and self.is_swiss


def read_phone(typed):
    """The Phone meant by what someone typed; raises PhoneError with what to do about it."""
    cleaned = SEPARATORS.sub(" ", western_digits(str(typed or ""))).strip()
    if not cleaned:
        raise PhoneError(_("Écrivez votre numéro de téléphone. Exemple : 079 123 45 67."))
    if any(character.isalpha() for character in cleaned):
        if sum(character.isdigit() for character in cleaned) > LONGEST:
            raise PhoneError(_("Il y a trop de chiffres : écrivez un seul numéro."))
        raise PhoneError(_("Écrivez le numéro avec des chiffres. Exemple : 079 123 45 67."))
    try:
        number = phonenumbers.parse(cleaned, "CH")
    except NumberParseException:
        raise PhoneError(_length_hint(cleaned)) from None
    if not phonenumbers.is_valid_number(number):
        raise PhoneError(_length_hint(cleaned))
    kind = phonenumbers.number_type(number)
    if kind in COSTLY or phonenumbers.region_code_for_number(number) == NO_COUNTRY:
        raise PhoneError(_("Ce numéro est payant. Donnez un numéro mobile ou fixe."))
    return Phone(
        e164=phonenumbers.format_number(number, PhoneNumberFormat.E164),
        is_mobile=kind in MOBILE,
        is_swiss=number.country_code == 41,
    )


def _length_hint(typed):
    digits = "".join(character for character in typed if character.isdigit())
    if digits.startswith("0041"):
        digits = "0" + digits[4:]
    elif digits.startswith("41") and typed.lstrip().startswith("+"):
        digits = "0" + digits[2:]
    if digits.startswith("0") and not digits.startswith("00"):
        missing = SWISS_LENGTH - len(digits)
        if missing == 1:
            return _("Il manque un chiffre : un numéro suisse en a 10.")
        if missing > 1:
            return _("Il manque des chiffres : un numéro suisse en a 10.")
        if missing < 0:
            return _("Il y a trop de chiffres : un numéro suisse en a 10.")
    if SHORT_NUMBER < len(digits) < SWISS_LENGTH - 1 and not typed.startswith(("+", "00")):
        return _("Il manque des chiffres : un numéro suisse en a 10.")  # "422 11 55", without 032
    return _("Nous ne reconnaissons pas ce numéro. Exemple : 079 123 45 67 ou +33 6 12 34 56 78.")


def phone_lookup(e164, key=None):
    """The keyed hash under which a whole number is found. key: of another installation."""
    return keyed_hash("phone", e164, key)


def phone_tail_lookup(digits, key=None):
    """The keyed hash of the last four digits, for the search of staff."""
    return keyed_hash("phone-tail", digits[-4:], key)
