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
from requests_intake.sms import told
from requests_intake.sms.days import MOMENT, TIED, read_days
from requests_intake.windows import DAYS, PARTS


class Kind(StrEnum):
    """What the text asks for."""

    REQUEST = "request"
    STOP = "stop"
    START = "start"
    CANCEL = "cancel"
    INFO = "info"
    YES = "yes"
    NO = "no"
    THANKS = "thanks"
    WINDOWS = "windows"


@dataclass(frozen=True)
class Meaning:
    """`windows` (parts of the day) and `days` are set for Kind.WINDOWS only: one of them, or both.
    Empty means that nothing was said about it, and what was wished before still holds."""

    kind: Kind
    windows: tuple[str, ...] = ()
    days: tuple[str, ...] = ()


# Without accents, in lower case. Twilio acts by itself on the English ones of STOP.
ALONE = {
    Kind.STOP: """
        stop stopp stopall unsubscribe optout end quit
        arret arreter arretez desinscrire desinscription desabonner desabonnement
        abmelden abbestellen austragen  disiscrivi disiscrivimi disiscrivere
        parar sair  baja
        """,
    Kind.START: "start unstop reprendre",
    Kind.CANCEL: """
        annuler annule annulez annulation retirer  cancel withdraw
        absagen stornieren annullieren  annulla annullare disdire
        cancelar anular
        """,
    Kind.INFO: """
        info infos information informations auskunft
        informazione informazioni informacao informacoes informacion
        """,
    Kind.YES: "oui yes ja si sim",
    Kind.NO: "non no nein nao",
}
# "Merci", "ok merci beaucoup", "vielen Dank" and no more: a courtesy, not a wish to be called.
_THANKS = """
    merci dank danke dankeschon grazie thanks thank thx cheers obrigado obrigada obg gracias
    """
_WITH_THANKS = """
    ok okay bien tres beaucoup infiniment mille fois un grand d accord parfait super a vous
    pour tout toute l equipe  vielen vielmal vielmals vilmal vielmol viel schon schoen herzlichen
    besten euch ihnen isch guet und  tante molte infinite va bene voi  you so much very many lot
    muito muita todos  muchas mil
    """
# What people thank for, and wish at the end.
_COURTESY = re.compile(
    r"\b(?:pour (?:votre|ton|l) aide|bonne (?:journee|soiree)|fur (?:die|ihre) hilfe"
    r"|(?:einen )?schonen (?:tag|abend)(?: noch)?"
    r"|per (?:l|il vostro) aiuto|buona (?:giornata|serata)"
    r"|for (?:your|the) help|have a (?:nice|good) (?:day|evening)"
    r"|pela (?:vossa )?ajuda|bom dia|boa (?:tarde|noite)|por (?:su|la) ayuda|buen dia)\b"
)
THANKS = frozenset(_THANKS.split()) | frozenset(told.words("thanks").split())
WITH_THANKS = frozenset(_WITH_THANKS.split()) | frozenset(told.words("with_thanks").split())
MEANS = {word: kind for kind, said in ALONE.items() for word in said.split()} | {
    phrase: kind for kind in ALONE for phrase in told.phrases("alone", kind)
}

ANY = "morning noon afternoon evening"
# What people call a part of the day, in the languages they write in; several words are one name.
# "morgen" and "manana" alone mean tomorrow as well, so they are not here.
WHEN = {
    "morning": """
        matin; matins; matinee; avant midi; vormittag; vormittags; morgens; am morgen; am morge;
        vor mittag; vor dem mittag; mattina; mattino; mattinata; morning; mornings; manha; manhas;
        por la manana; por las mananas; en la manana
        """,
    "noon": """
        midi; midis; entre midi et deux; pause de midi; mittag; mittags; zmittag; mezzogiorno;
        pausa pranzo; noon; midday; lunchtime; meio dia; hora de almoco; mediodia
        """,
    "afternoon": """
        apres midi; apres midis; apresmidi; aprem; aprems; apm; nachmittag; nachmittags; namittag;
        namitag;
        pomeriggio; pomeriggi; afternoon; afternoons; tarde; tardes
        """,
    "evening": """
        soir; soirs; soiree; fin de journee; abend; abends; abig; sera; serata; evening; evenings;
        noite; noites; por la noche; noche
        """,
    ANY: """
        n importe quand; peu importe; quand vous voulez; toute la journee; toujours; tout le temps;
        jederzeit; immer; ganzer tag; sempre; quando volete; qualsiasi ora; tutto il giorno;
        anytime; any time; whenever; all day; qualquer hora; quando quiserem; todo o dia;
        cualquier hora; cuando quieran
        """,
}
# Of those, what says no more than "all day long": which day is another question.
ALL_DAY = {
    "toute la journee",
    "ganzer tag",
    "tutto il giorno",
    "all day",
    "todo o dia",
    *told.phrases("all_day"),
}
NAMES = {
    name.strip(): tuple(parts.split())
    for parts, names in WHEN.items()
    for name in [*names.split(";"), *told.phrases("when", "any" if parts == ANY else parts)]
}
ALL_PARTS = tuple(ANY.split())
# Longest first, so that "apres midi" is read before "midi".
_WHEN = re.compile(rf"\b{TIED}({'|'.join(sorted(NAMES, key=len, reverse=True))})\b")
FIRST_HOURS = 6
MORNING_HALF = frozenset({"am", *told.phrases("clock", "am")})
EVENING_HALF = frozenset({"pm", *told.phrases("clock", "pm")})
_HALF = "|".join(sorted(MORNING_HALF | EVENING_HALF, key=len, reverse=True))
_UNIT = r"(?: ?(?:h|heures?|uhr|horas?|ore)(?![a-z]))?"
_CLOCK = rf"(\d{{1,2}}){_UNIT}(?: ?([0-5]\d)\b)?(?: ?({_HALF})\b)?"
_FROM = "a partir de las|a partir das|a partir de|despues de las|depois das|apres|des|nach|ab"
_FROM += "|after|from|dopo le|dalle" + told.either("clock", "from")
_UNTIL = "antes de las|antes das|prima delle|avant|jusqu a|vor|bis|before|until|fino alle|ate as"
_UNTIL += told.either("clock", "until")
_ABOUT = "vers|gegen|verso le|por volta das|around|about|sobre las|hacia las"
_ABOUT += told.either("clock", "about")
_HOUR = re.compile(rf"\b(?:({_FROM})|({_UNTIL})|({_ABOUT})) {_CLOCK}\b")
_FIRST = "entre(?: as| las)?|zwischen|between|[tf]ra le|de|von|dalle|from"
_FIRST += told.either("clock", "between")
_THEN = "et|a|e|y|und|bis|and|to|alle|e as|y las"
_THEN = f"(?:{_THEN}{told.either('clock', 'and')}) (?:las |as |le )?"
_THEN += "".join(f"|{tied} ?" for tied in told.phrases("tied"))
_BETWEEN = re.compile(rf"\b(?:{_FIRST}) {_CLOCK} (?:{_THEN}){_CLOCK}\b")
# "Dienstagnachmittag", "Montag Morgen": a day and a part of it, which "morgen" alone is not.
_DAY_AND_PART = re.compile(
    r"\b((?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)"
    r" ?(vormittag|mittag|nachmittag|abend|morgen)s?\b"
)
# What may stand around a moment without changing it. A negation ("pas le matin") or a date
# ("demain matin") is not here: such a text is for a person. Days of the week: sms/days.py.
_AROUND = """
    le la les l de du d en a au et ou dans vers plutot seulement uniquement preference si possible
    svp stp s il vous te plait merci bonjour bonsoir salut je suis pouvez m me moi appeler appelez
    rappeler rappelez
    am der den im in um uber gegen und oder bitte danke lieber liebsten gerne ich bin
    konnen konnten rufen anrufen zuruckrufen erreichbar erst sie mich an
    i al nel di o e per favore grazie meglio primo potete chiamarmi chiamatemi richiamatemi
    the or and please thanks i can you call me are is best fine late early
    as na da so obrigado obrigada podem ligar liguem  las los el y por favor gracias
    pueden llamar llamarme llamenme
    """
AROUND = frozenset(_AROUND.split()) | frozenset(told.words("around").split())


def meaning(text):
    """The Meaning of an SMS."""
    words = plain(text)
    if words in MEANS:
        return Meaning(MEANS[words])
    said = set(_COURTESY.sub("", words).split())
    if said & THANKS and said <= THANKS | WITH_THANKS:
        return Meaning(Kind.THANKS)
    windows, days = _wishes(words)
    if windows or days:
        return Meaning(Kind.WINDOWS, windows, days)
    return Meaning(Kind.REQUEST)


def has_meaning(word):
    """True when the word alone, or beside a moment, is already read: no partner may have it."""
    return meaning(word).kind != Kind.REQUEST or plain(word) in AROUND


def _wishes(words):
    """The parts of the day and the days the text names; both empty when it says anything else."""
    found = set()

    def take(read):
        def note(match):
            found.update(read(match))
            return f" {MOMENT} "

        return note

    rest = _DAY_AND_PART.sub(r"\1 am \2", words)
    rest = _BETWEEN.sub(take(_parts_between), rest)
    rest = _HOUR.sub(take(_parts_around), rest)
    names = _WHEN.findall(rest)
    rest = _WHEN.sub(take(lambda match: NAMES[match[1]]), rest)
    days = read_days(rest, AROUND)
    if days is None or (MOMENT in rest and not found):
        return (), ()
    if not days and any(NAMES[name] == ALL_PARTS and name not in ALL_DAY for name in names):
        days = DAYS  # "n'importe quand" takes back a day that was said before
    return tuple(part for part in PARTS if part in found), days


def _parts_around(match):
    """ "apres 18 h": the parts that still last then; "avant 10 h": those that have begun; "vers
    10 h": the one it falls in."""
    since, _until, about, *clock = match.groups()
    at = _time(*clock)
    if at is None:
        return ()
    if about:
        return [part for part, (starts, ends) in PARTS.items() if starts <= at < ends]
    if since:
        return [part for part, (_starts, ends) in PARTS.items() if ends > at]
    return [part for part, (starts, _ends) in PARTS.items() if starts < at]


def _parts_between(match):
    """ "entre 14 h et 16 h": the parts that have some of that time."""
    clocks = match.groups()
    first, last = _time(*clocks[:3]), _time(*clocks[3:])
    if first is None or last is None:
        return ()
    return [part for part, (starts, ends) in PARTS.items() if starts < last and ends > first]


def _time(hour, minute, half):
    """The time of day, or None for one that no clock shows. `half`: a word for the half, or None.

    "After 5" is said of the afternoon: nobody asks to be called before the day begins.
    """
    hour = int(hour)
    if (half in EVENING_HALF and hour < 12) or (half is None and 1 <= hour <= FIRST_HOURS):
        hour += 12
    return time(hour, int(minute or 0)) if hour < 24 else None
