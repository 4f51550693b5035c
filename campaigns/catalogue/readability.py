"""How hard a French text is to read: three numbers anybody can work out again.

LIX = words per sentence + 100 × words of more than six letters / words.
Kandel-Moles (Flesch for French) = 207 − 1.015 × words per sentence − 73.6 × syllables per word.
Both, and the twenty words, are in the project's taxonomies, part d; no library is needed.

A line of a list is a sentence. A colon or a semicolon ends none. "l'aide" is two words, "CHF
27'000" two, "rappelé·e" one.
"""

import re
from dataclasses import dataclass

HARDEST_LIX = 40
LOWEST_KANDEL_MOLES = 70
LONGEST_SENTENCE = 20

SENTENCE_END = re.compile(r"(?<=[.!?…؟])\s+(?=[^a-zà-ÿ])|\n+")
WORD = re.compile(r"\d+(?:['’.,]\d+)*|[^\W\d_]+(?:·[^\W\d_]+)*")
SILENT_END = re.compile(r"(?<=[^\Waeiouyàâäéèêëîïôöùûüœ])(?:es?|ent)$")
VOWELS = re.compile(r"[aeiouyàâäéèêëîïôöùûüœ]+")


@dataclass(frozen=True)
class Reading:
    """`long_sentences` are those of more than twenty words, in order."""

    lix: float
    kandel_moles: float
    long_sentences: tuple[str, ...]

    @property
    def is_plain(self):
        easy = self.lix <= HARDEST_LIX or self.kandel_moles >= LOWEST_KANDEL_MOLES
        return easy and not self.long_sentences


def reading_of(text):
    """The Reading of a text with at least one word."""
    sentences = sentences_of(text)
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    length = len(words) / len(sentences)
    long_words = sum(len(word) > 6 for word in words)
    syllables = sum(map(syllables_of, words))
    return Reading(
        lix=length + 100 * long_words / len(words),
        kandel_moles=207 - 1.015 * length - 73.6 * syllables / len(words),
        long_sentences=tuple(s for s in sentences if len(WORD.findall(s)) > LONGEST_SENTENCE),
    )


def sentences_of(text):
    return [part.strip() for part in SENTENCE_END.split(text) if WORD.search(part)]


def syllables_of(word):
    """Groups of vowels; the silent end of "mère", "aides" or "aident" is none. At least one."""
    return max(1, len(VOWELS.findall(SILENT_END.sub("", word.lower()))))
