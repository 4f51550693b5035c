"""What an SMS asks for, as a pure function.

A word has an effect only when it stands alone: "STOP" stops our messages, "stop, je ne
comprends plus" is a person who needs to be called. Whatever is not recognised is a request, or
an addition to the one already open: nothing a person writes is dropped.
"""

import re
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from requests_intake.plain import plain
from requests_intake.windows import PARTS


class Kind(StrEnum):
    """What the text asks for."""

    REQUEST = "request"
    STOP = "stop"
    START = "start"
    CANCEL = "cancel"
    INFO = "info"
    YES = "yes"
    NO = "no"
    WINDOWS = "windows"


@dataclass(frozen=True)
class Meaning:
    """`windows` is set for Kind.WINDOWS only."""

    kind: Kind
    windows: tuple[str, ...] = ()


# Without accents, in lower case. Twilio acts by itself on the English ones of STOP.
ALONE = {
    Kind.STOP: {
        *("stop", "stopp", "stopall", "arret", "arreter", "arretez"),
        *("desinscrire", "desinscription", "desabonner", "desabonnement"),
        *("unsubscribe", "optout", "end", "quit"),
        *("abmelden", "abbestellen", "disiscrivi", "disiscrivimi"),
        *("parar", "sair", "baja"),
    },
    Kind.START: {"start", "unstop", "reprendre"},
    Kind.CANCEL: {
        *("annuler", "annule", "annulez", "annulation", "retirer"),
        *(
            "cancel",
            "withdraw",
            "absagen",
            "stornieren",
            "annulla",
            "annullare",
            "cancelar",
            "anular",
        ),
    },
    Kind.INFO: {"info", "infos", "information", "informations", "informazioni", "informacao"},
    Kind.YES: {"oui", "yes", "ja", "sim"},
    Kind.NO: {"non", "nein", "nao"},
}
MEANS = {word: kind for kind, words in ALONE.items() for word in words}

# Longest first, so that "apres midi" is read before "midi".
WHEN = {
    "n importe quand": tuple(PARTS),
    "quand vous voulez": tuple(PARTS),
    "toute la journee": tuple(PARTS),
    "toujours": tuple(PARTS),
    "entre midi et deux": ("noon",),
    "apres midi": ("afternoon",),
    "apres midis": ("afternoon",),
    "avant midi": ("morning",),
    "apresmidi": ("afternoon",),
    "aprem": ("afternoon",),
    "matin": ("morning",),
    "matins": ("morning",),
    "matinee": ("morning",),
    "midi": ("noon",),
    "midis": ("noon",),
    "soir": ("evening",),
    "soirs": ("evening",),
    "soiree": ("evening",),
    "vormittag": ("morning",),
    "vormittags": ("morning",),
    "morgens": ("morning",),
    "mittag": ("noon",),
    "mittags": ("noon",),
    "nachmittag": ("afternoon",),
    "nachmittags": ("afternoon",),
    "abend": ("evening",),
    "abends": ("evening",),
    "mattina": ("morning",),
    "mattino": ("morning",),
    "mezzogiorno": ("noon",),
    "meio dia": ("noon",),
    "midday": ("noon",),
    "pomeriggio": ("afternoon",),
    "sera": ("evening",),
    "morning": ("morning",),
    "noon": ("noon",),
    "afternoon": ("afternoon",),
    "evening": ("evening",),
    "manha": ("morning",),
    "tarde": ("afternoon",),
    "noite": ("evening",),
}
_WHEN = re.compile(rf"\b({'|'.join(sorted(WHEN, key=len, reverse=True))})\b")
_HOUR = re.compile(r"\b(apres|des|a partir de|avant) (\d{1,2})(?: ?h(?:eures?)?(?: ?(\d{2}))?)\b")
# What may stand around a moment without changing it. A negation ("pas le matin") or a day
# ("demain matin") is not here: such a text is for a person.
AROUND = frozenset(
    {
        *("le", "la", "les", "l", "de", "du", "d", "en", "a", "au", "et", "ou"),
        *("plutot", "seulement", "uniquement", "preference", "si", "possible"),
        *("svp", "stp", "s", "il", "vous", "te", "plait", "merci", "bonjour", "bonsoir", "salut"),
        *("am", "der", "i", "al", "di", "o", "the", "in", "um"),
    }
)


def meaning(text):
    """The Meaning of an SMS."""
    words = plain(text)
    if words in MEANS:
        return Meaning(MEANS[words])
    windows = _windows(words)
    if windows:
        return Meaning(Kind.WINDOWS, windows)
    return Meaning(Kind.REQUEST)


def _windows(words):
    """The parts of the day the text names; empty when it says anything else as well."""
    found = set()

    def take(match):
        found.update(WHEN[match.group(1)])
        return " "

    def take_hour(match):
        found.update(_parts_around(match))
        return " "

    rest = _WHEN.sub(take, _HOUR.sub(take_hour, words))
    if any(word not in AROUND for word in rest.split()):
        return ()
    return tuple(part for part in PARTS if part in found)


def _parts_around(match):
    """ "apres 18 h": the parts that still last then; "avant 10 h": those that have begun."""
    side, hour, minute = match.groups()
    if int(hour) > 23 or int(minute or 0) > 59:
        return ()
    at = time(int(hour), int(minute or 0))
    if side == "avant":
        return [part for part, (starts, _ends) in PARTS.items() if starts < at]
    return [part for part, (_starts, ends) in PARTS.items() if ends > at]
