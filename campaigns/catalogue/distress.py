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
    heard = heard_as(typed[: 4 * LONGEST_QUERY])
    return [kind for kind in Distress if any(p.search(heard) for p in patterns()[kind])]


def heard_as(text):
    return " ".join(sound(word) for word in fold(text).split())


@lru_cache(maxsize=1)
def patterns():
    """{kind: compiled phrases}, read once."""
    kinds = json.loads(DATA.read_text())["kinds"]
    return {
        Distress(entry["kind"]): [phrase_pattern(phrase) for phrase in entry["phrases"]]
        for entry in kinds
    }


def phrase_pattern(phrase):
    between = rf"(?: \w+){{0,{WORDS_BETWEEN}}} "
    words = between.join(re.escape(word) for word in heard_as(phrase).split())
    return re.compile(rf"\b{words}\b")
