"""Public references: short, readable aloud, and wrong ones are noticed.

Six random characters and a check character over an alphabet without 0/O, 1/I/L, U.
"""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
BODY = 6
# Shares no divisor with 30: counting in its steps meets every body once, in no order people see.
SPREAD = 452_930_477


def check_character(body):
    """Luhn mod N: finds one wrong character and nearly all swaps of neighbours."""
    total, factor, size = 0, 2, len(ALPHABET)
    for character in reversed(body):
        product = factor * ALPHABET.index(character)
        total += product // size + product % size
        factor = 3 - factor
    return ALPHABET[-total % size]


def new_reference():
    """A fresh reference, e.g. "K7MW3XQ". Unique by the database's constraint, not by itself."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(BODY))
    return body + check_character(body)


def reference_number(number):
    """A well-formed reference for a whole number: another one for each, up to 30^6 of them."""
    rest, body = number * SPREAD % len(ALPHABET) ** BODY, ""
    for _ in range(BODY):
        rest, digit = divmod(rest, len(ALPHABET))
        body += ALPHABET[digit]
    return body + check_character(body)


def is_reference(text):
    """True when the text, in capitals, is a well-formed reference."""
    text = text.upper()
    return (
        len(text) == BODY + 1
        and all(character in ALPHABET for character in text)
        and check_character(text[:-1]) == text[-1]
    )


def references_in(texts):
    """Those of these texts that are well-formed references, in capitals; what is tampered falls."""
    return [text.upper() for text in texts if is_reference(text)]


class ReferenceConverter:
    """URL part for a reference; anything else is no such page."""

    regex = f"[{ALPHABET}{ALPHABET.lower()}]{{{BODY + 1}}}"

    def to_python(self, value):
        if not is_reference(value):
            raise ValueError(value)
        return value.upper()

    def to_url(self, value):
        return value
