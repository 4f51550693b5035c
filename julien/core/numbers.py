"""Whole numbers out of what a page sends back, however it was tampered with."""

import re

DIGITS = re.compile(r"[0-9]{1,18}")  # fits a bigint; longer ones are nobody's id


def read_number(text, default=None):
    """The number, zero or more, that `text` writes in plain digits; else `default`."""
    return int(text) if DIGITS.fullmatch(text) else default
