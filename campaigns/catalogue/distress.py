"""Words after which the emergency numbers stand before any result (data/distress.json)."""

import json
import re
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from campaigns.catalogue.words import LONGEST_QUERY, fold, sound

DATA = Path(__file__).resolve().parent.parent / "data" / "distress.json"
WORDS_BETWEEN = 2


class Distress(StrEnum):
    """What the words may mean."""

    DESPAIR = "despair"
    VIOLENCE = "violence"


def distress_in(typed):
    """The kinds of distress the words may mean, in the order of Distress; often none.

    A word is compared as one hears it, so "mourrir" and "suisside" are understood too.
    """
    heard = sound(fold(typed[: 4 * LONGEST_QUERY]))
    said = set(heard.split())
    return [
        kind
        for kind in Distress
        if any(first in said and pattern.search(heard) for first, pattern in phrases()[kind])
    ]


@lru_cache(maxsize=1)
def phrases():
    """{kind: [(first word as heard, compiled phrase)]}, read once."""
    kinds = json.loads(DATA.read_text())["kinds"]
    return {
        Distress(entry["kind"]): [heard_phrase(phrase) for phrase in entry["phrases"]]
        for entry in kinds
    }


def heard_phrase(phrase):
    """The first word, which spares most texts the rest, and the pattern of the whole."""
    between = rf"(?: \w+){{0,{WORDS_BETWEEN}}} "
    pieces = [sound(fold(piece)).split() for piece in phrase.split("_")]
    pattern = " ".join(between.join(words) for words in pieces)
    return pieces[0][0], re.compile(rf"\b{pattern}\b")
