"""Text stripped to what decides its meaning."""

import re
import unicodedata

_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")


def plain(text):
    """Lower case, no accents, no punctuation or emoji, one space between words.

    "  Arrêt !! 🙏 " becomes "arret"; "l’après-midi" becomes "l apres midi". Letters of other
    scripts fall away: no word of ours is written in them.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    bare = bare.replace("œ", "oe").replace("æ", "ae")
    return _BETWEEN_WORDS.sub(" ", bare).strip()
