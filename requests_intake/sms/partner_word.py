"""The short word of a flyer in an SMS, as a pure function.

The ready-made text ends with "(caritas)"; who copies the flyer by hand writes "caritas" last, or
nothing else. Read only, never cut out: the words stay as they came.
"""

import re

_IN_BRACKETS = re.compile(r"\(\s*([\w-]+)\s*\)")
_LAST_WORD = re.compile(r"([\w-]+)\W*\Z")


def partner_word(text, known):
    """The code among `known` that the text carries, written as it is known; "" without one."""
    codes = {code.casefold(): code for code in known}
    said = [*reversed(_IN_BRACKETS.findall(text)), *_LAST_WORD.findall(text)]
    return next((codes[word.casefold()] for word in said if word.casefold() in codes), "")
