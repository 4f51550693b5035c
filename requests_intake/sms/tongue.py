"""Which language an SMS is written in, as a pure function.

A handful of words that people use to ask for a call, and that no other language here has, stands
in the folder of each (`asks`). Most hits win. Spanish, Albanian and Turkish have one although we
do not write them: who calls knows, and nobody is answered in the language beside theirs. Without
a hit, or when two languages are level, nothing is said: the request keeps its language, and a new
one is French, as the canton.
"""

import re

from julien.core.language_files import told, words_told
from requests_intake.plain import plain

# Words that another language has too decide nothing: "merci" in Bern, "aí", "am Abend", "ce sera".
_SHARED = "i j non me a per ai ma mes merci sera am not"
SHARED = frozenset(_SHARED.split())
VOCABULARY = {code: words - SHARED for code, words in words_told("asks").items()}


# Of two languages in one script, the one with the fewest letters of its own is asked first:
# Persian has a few that Arabic has not.
LETTERS = dict(sorted(told("letters").items(), key=lambda item: len(item[1])))
IN_ANY = re.compile(f"[{''.join(LETTERS.values())}]")


def tongue(text):
    """The code of the language, or "" when the words do not tell."""
    said = plain(text).split()
    hits = {code: len(words & set(said)) for code, words in VOCABULARY.items()}
    if script := script_of(text):
        hits[script] = max(hits.get(script, 0), sum(bool(IN_ANY.search(word)) for word in said))
    first, second = sorted(hits, key=hits.get, reverse=True)[:2]
    return first if hits[first] > hits[second] else ""


def script_of(text):
    """The language whose letters tell it (`letters` in its folder), or ""."""
    return next((code for code, own in LETTERS.items() if not set(own).isdisjoint(text)), "")
