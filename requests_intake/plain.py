"""Text stripped to what decides its meaning."""

import re

from julien.core.letters import bare

_WORDS = re.compile(r"[^\W_]+")


def plain(text):
    """Lower case, no accents, no punctuation or emoji, one space between words.

    "  Arrêt !! 🙏 " becomes "arret"; "l’après-midi" becomes "l apres midi". Letters of other
    scripts stay, digits of other scripts are 0 to 9.
    """
    said = bare(text.casefold()).replace("œ", "oe").replace("æ", "ae")
    return " ".join(_WORDS.findall(said))
