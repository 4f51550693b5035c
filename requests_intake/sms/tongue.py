"""Which language an SMS is written in, as a pure function.

A handful of words that people use to ask for a call, and that no other language here has, stands
in the folder of each (`asks`). Most hits win. Spanish, Albanian and Turkish have one although we
do not write them: who calls knows, and nobody is answered in the language beside theirs. Without
a hit, or when two languages are level, nothing is said: the request keeps its language, and a new
one is French, as the canton.
"""

from julien.core.language_files import words_told
from requests_intake.plain import plain

# Words that another language has too decide nothing: "merci" in Bern, "aí", "am Abend", "ce sera".
_SHARED = "i j non me a per ai ma mes merci sera am not"
SHARED = frozenset(_SHARED.split())
VOCABULARY = {code: words - SHARED for code, words in words_told("asks").items()}


def tongue(text):
    """The code of the language, or "" when the words do not tell."""
    said = set(plain(text).split())
    hits = {code: len(said & words) for code, words in VOCABULARY.items()}
    first, second = sorted(hits, key=hits.get, reverse=True)[:2]
    return first if hits[first] > hits[second] else ""
