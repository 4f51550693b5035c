"""The days of the week that an SMS names, as a pure function.

"mardi", "pas mardi", "lundi ou jeudi", "lunedì", "not Tuesday". A day with a date ("mardi 24"), a
reason ("mardi je travaille") or a part of the day that is not wished ("mardi sauf le matin") says
more than we can keep: it is for a person. So is a "no" before a day in a language where that may
as well answer something else ("Non, mardi").
"""

import re

from requests_intake.sms import told
from requests_intake.windows import DAYS

# French, German and its Swiss forms, Italian, Portuguese, English, Spanish.
NAMES = """
    lundi lundis montag montags mantig lunedi segunda segundas monday mondays lunes
    mardi mardis dienstag dienstags zischtig ziischtig martedi terca tercas tuesday tuesdays martes
    mercredi mercredis mittwoch mittwochs mittwuch mercoledi quarta quartas wednesday wednesdays
        miercoles
    jeudi jeudis donnerstag donnerstags donnschtig dunnschtig giovedi quinta quintas thursday
        thursdays jueves
    vendredi vendredis freitag freitags fritig friitig venerdi sexta sextas friday fridays viernes
    samedi samedis samstag samstags samschtig sonnabend sabato sabado sabados saturday saturdays
    dimanche dimanches sonntag sonntags sunntig domenica domingo domingos sunday sundays
"""
_FIRST = "lundi mardi mercredi jeudi vendredi samedi dimanche"
_ITALIAN = "lunedi martedi mercoledi giovedi venerdi sabato domenica"
ITALIAN = frozenset(_ITALIAN.split())
EVERY_DAY = """
    tous les jours; toute la semaine; n importe quel jour; jeden tag; alle tage; ganze woche;
    ogni giorno; tutti i giorni; every day; any day; todos os dias; qualquer dia;
    todos los dias; cualquier dia
"""
WORKDAYS = """
    en semaine; la semaine; unter der woche; werktags; in settimana; durante la settimana;
    during the week; on weekdays; weekdays; durante a semana; entre semana
"""
# "pas mardi". Those of the second list only after the day: "mardi non", "martes no".
_NOT_BEFORE = """
    pas sauf excepte hormis ni  nicht ausser  not except  tranne eccetto escluso
    exceto excepto menos salvo nem
    """
_NOT_AFTER = "pas non nicht nein not no nao"
_UNTIL = "a au bis to al until ate hasta"
# What may stand around a day without changing it, beside what may stand around a moment.
_AROUND = """
    feira feiras dal from von on every ogni jeden ao aos nas jour jours dispo disponible libre
    frei free livre disponivel libero libera sono estou available estoy mais but sondern ma c est
    uniquement nur only solo apenas
    """
NOT_BEFORE = frozenset((_NOT_BEFORE + told.words("not_before")).split())
NOT_AFTER = frozenset(f"{_NOT_AFTER} {told.words('not_after')}".split())
UNTIL, AROUND = frozenset(f"{_UNTIL} {told.words('until')}".split()), frozenset(_AROUND.split())
# What some languages write against the word that follows: "and" in Arabic.
TIED = f"(?:{'|'.join(told.phrases('tied'))})?" if told.phrases("tied") else ""
MOMENT = "W"
NOT = "!"


def _days_by_name():
    known, day = {}, -1
    for name in NAMES.split():
        day += name in _FIRST.split()
        known[name] = DAYS[day]
    return known


DAY_OF = _days_by_name() | {
    f"{tied}{name}": day
    for day in DAYS
    for name in told.words("days", day).split()
    for tied in ["", *told.phrases("tied")]
}
_PHRASES = [
    (
        re.compile(rf"\b(?:{'|'.join(phrase.strip() for phrase in phrases.split(';'))}{more})\b"),
        mark,
    )
    for phrases, more, mark in (
        (EVERY_DAY, told.either("every_day"), "D07"),
        (WORKDAYS, told.either("workdays"), "D05"),
    )
]


def read_days(words, around):
    """The days wished by `words`, in the order of the week; None when they say anything else.

    `words` are plain (plain.py), each moment already read replaced by MOMENT. `around`: the words
    that may stand beside a moment. () when no day is named at all.
    """
    for phrase, mark in _PHRASES:
        words = phrase.sub(mark, words)
    marks = _marks(words.split(), around)
    if marks is None:
        return None
    named = [mark for mark in marks if _is_day(mark)]
    if not named:
        return None if NOT in marks else ()
    if MOMENT in marks and (NOT in marks or len(named) > 1 or marks.count(MOMENT) > 1):
        return None
    return _wished(marks)


def _marks(words, around):
    """What each word says: a set of days, MOMENT, NOT; neighbours of one kind as one. None: more.

    Two days around an "until" are a range.
    """
    marks, beside = [], []
    for place, said in enumerate(words):
        mark = _mark(said, words[place + 1 :], around)
        if mark is None:
            return None
        if mark == "":
            beside.append(said)
            continue
        if marks and _is_day(mark) and _is_day(marks[-1]):
            is_range = not UNTIL.isdisjoint(beside)
            marks[-1] = _range(marks[-1], mark) if is_range else marks[-1] | mark
        elif not (mark == MOMENT and marks and marks[-1] == MOMENT):
            marks.append(mark)
        beside = []
    return marks


def _is_day(mark):
    return isinstance(mark, frozenset)


def _range(first, last):
    """Monday to Thursday; what is no range within a week is just the days that were named."""
    starts, ends = max(map(DAYS.index, first)), min(map(DAYS.index, last))
    return first | last | frozenset(DAYS[starts:ends])


def _mark(said, later, around):
    """A set of days, MOMENT or NOT; "" for a word that changes nothing, None for one that does."""
    if said == MOMENT:
        return MOMENT
    if said in {"D07", "D05"}:
        return frozenset(DAYS[: int(said[1:])])
    if said in DAY_OF:
        return frozenset({DAY_OF[said]})
    if said in NOT_BEFORE or (said in NOT_AFTER and _negates(said, later)):
        return NOT
    return "" if said in around or said in AROUND or said in UNTIL else None


def _negates(said, later):
    """Whether this "no" can only mean "not": at the very end, or the Italian one before a day."""
    if not later:
        return True
    before_day = next((word for word in later if word in DAY_OF), "")
    return said == "non" and before_day in ITALIAN


def _wished(marks):
    """The days, once each "not" is put to the days beside it. None when it stands beside none."""
    wanted, unwanted = frozenset(), frozenset()
    marks = [mark for mark in marks if mark != MOMENT]
    place = 0
    while place < len(marks):
        this, following = marks[place], marks[place + 1 : place + 2]
        if this == NOT and following and _is_day(following[0]):
            unwanted |= following[0]
            place += 2
        elif _is_day(this) and following == [NOT] and place + 2 == len(marks):
            unwanted |= this
            place += 2
        elif _is_day(this):
            wanted |= this
            place += 1
        else:
            return None
    left = (wanted or frozenset(DAYS)) - unwanted
    return tuple(day for day in DAYS if day in left) or None
