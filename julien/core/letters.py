"""Text as it is compared: letters without marks, one form of each, and digits from 0 to 9."""

import re
import unicodedata

# People write one for the other, or only for looks: alif with its hamza or without (the hamza is
# a mark) or a hamza on its own, the two last letters of Arabic words, the Persian keyboard's forms,
# the long stroke.
ALIKE = str.maketrans({"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ٱ": "ا", "ء": "", "ـ": ""})
DIGIT = re.compile(r"\d")


def bare(text):
    """The text without accents, vowel signs and other marks: "é" is "e", "أُريد" is "اريد"."""
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFKD", text)
    letters = "".join(one for one in letters if not unicodedata.category(one).startswith("M"))
    return western_digits(letters.translate(ALIKE))


def western_digits(text):
    """The text with the digits of any script as 0 to 9: "٠٧٩" is "079"."""
    return text if text.isascii() else DIGIT.sub(lambda digit: str(int(digit[0])), text)
