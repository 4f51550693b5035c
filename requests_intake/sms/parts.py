"""What an SMS costs: how many parts a text takes, and how to say it in fewer.

A part holds 160 characters of the GSM-7 alphabet (3GPP TS 23.038), or 153 when there are
several. One single character outside it ("ê", "’", "«", an emoji) turns the whole text into
UCS-2: 70 characters, or 67. French needs few of those, so `fit` replaces them by their
neighbours ("ê" by "e", "’" by "'") when, and only when, that saves a part.
"""

import unicodedata

ONE_UNIT = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWO_UNITS = frozenset("\f^{}\\[~]|€")
ALPHABET = ONE_UNIT | TWO_UNITS
# (alone, each of several) in units of the alphabet.
GSM7 = (160, 153)
UCS2 = (70, 67)

NEIGHBOURS = {
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "–": "-",
    "—": "-",
    "…": "...",
    "œ": "oe",
    "Œ": "OE",
    "·": ".",
    "•": "-",
    "→": "->",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
}


def is_gsm7(text):
    """True when every character of the text is in the GSM-7 alphabet."""
    return ALPHABET.issuperset(text)


def count_parts(text):
    """How many parts the operator sends, and bills, for this text."""
    if is_gsm7(text):
        widths, (alone, several) = [2 if c in TWO_UNITS else 1 for c in text], GSM7
    else:
        widths, (alone, several) = [2 if ord(c) > 0xFFFF else 1 for c in text], UCS2
    if sum(widths) <= alone:
        return 1
    parts, used = 1, 0
    for width in widths:
        # Neither an escaped character nor a surrogate pair is cut in two.
        if used + width > several:
            parts, used = parts + 1, 0
        used += width
    return parts


def fold(text):
    """The text with each character outside GSM-7 replaced by its neighbour, where it has one."""
    return "".join(_neighbour(character) for character in unicodedata.normalize("NFC", text))


def _neighbour(character):
    if is_gsm7(character):
        return character
    if character in NEIGHBOURS:
        return NEIGHBOURS[character]
    bare = unicodedata.normalize("NFD", character)[0]
    return bare if is_gsm7(bare) else character


def fit(text):
    """The text as it should be sent: as written, or folded when that takes fewer parts."""
    if is_gsm7(text):
        return text
    folded = fold(text)
    return folded if count_parts(folded) < count_parts(text) else text
