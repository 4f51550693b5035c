"""An answer on the scale of four, read from an SMS: a pure function."""

import re

from julien.core.letters import bare
from requests_intake.plain import plain
from requests_intake.sms import told

# The words of the scale, and how people shorten them. Without accents, in lower case.
SCALE = {
    1: """
        un; pas du tout; non; rien; pas utile; inutile; nul;
        eins; gar nicht; uberhaupt nicht; nein; uno; per niente; per nulla; no;
        one; not at all; um; de modo nenhum; nada; nao
        """,
    2: """
        deux; un peu; pas trop; zwei; ein wenig; ein bisschen; due; un po; two; a little;
        dois; um pouco
        """,
    3: """
        trois; plutot; plutot oui; oui; assez; drei; eher ja; ja; tre; piuttosto si; abbastanza;
        si; three; rather yes; yes; sim
        """,
    4: """
        quatre; tres utile; tout a fait; beaucoup; oui beaucoup; oui tout a fait; super; parfait;
        vier; sehr; sehr nutzlich; voll und ganz; quattro; molto; molto utile; del tutto;
        four; very; very useful; completely; quatro; muito; muito util; totalmente
        """,
}
MEANS = {
    word.strip(): score
    for score, words in SCALE.items()
    for word in [*words.split(";"), *told.phrases("scale", str(score))]
    if word.strip()
}
AGREES = {3, 4}
_YES = re.compile(rf"^(?:oui|ja|si|sim|yes{told.either('alone', 'yes')}) ")
# "4", "4 4", "4 et 3"; "3/4" and "3 sur 4" are one answer, out of four.
_OUT_OF_FOUR = re.compile(r"([1-4]) (?:sur|von|su|of|de) 4|([1-4])/4")
_NUMBERS = re.compile(r"([1-4])(?: (?:et |und |e |and )?([1-4]))?")
_THANK_YOU = "merci(?: beaucoup)?|danke|grazie|thanks|thank you|obrigad[oa]"
_THANK_YOU += "".join(f"|{word}" for word in told.words("thanks").split())
_THANKS = re.compile(rf"^(?:{_THANK_YOU}) | (?:{_THANK_YOU})$")


def scores(text):
    """(score,), or (first, second) when two were given; () when the text says anything else."""
    said = _THANKS.sub("", plain(text))
    if alone := _OUT_OF_FOUR.fullmatch(bare(text).strip()) or _OUT_OF_FOUR.fullmatch(said):
        return (int(alone.group(1) or alone.group(2)),)
    if numbers := _NUMBERS.fullmatch(said):
        return tuple(int(number) for number in numbers.groups() if number)
    if said not in MEANS:
        said = _YES.sub("", said)  # "oui, très utile": a yes to the question, then the answer
        return (MEANS[said],) if MEANS.get(said, 0) in AGREES else ()
    return (MEANS[said],)
