"""Why a promise falls on its day, in one French sentence.

"Reçue samedi 18.5., 3 jours = mardi 21.5. ; entre-temps, fermé lundi 20.5. (lundi de Pentecôte)."
"Reçue vendredi 17.5., 3 jours = lundi 20.5. ; fermé lundi 20.5. (lundi de Pentecôte) : reporté au
mardi 21.5."

The sentence is stored with the promise and never made again, so it has one language: the
canton's. Who reads another language is shown `due_at`. Every closed day that moved the promise is
in it; when there are too many for LONGEST characters, as a range with its reasons.
"""

from datetime import timedelta

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WEEKEND = "week-end"
NOT_A_WORKDAY = "jour sans ouverture"
LONGEST = 300
LONGEST_REASON = 80
DAY = timedelta(days=1)


def explain(*, received, counted, due, rule, calendar):
    """The sentence for a request received on `received`, whose last day `counted` became `due`."""
    with_year = received.year != due.year

    def say(day):
        number = f"{day.day}.{day.month}.{day.year if with_year else ''}"
        return f"{WEEKDAYS[day.weekday()]} {number}"

    days = "1 jour" if rule.days == 1 else f"{rule.days} jours"
    if rule.unit == "working":
        days += " ouvert" if rule.days == 1 else " ouverts"
        closed = [day for day in _between(received + DAY, due) if not calendar.is_open_day(day)]
        before, after = " ; jours fermés non comptés : ", ""
        meanwhile = []
    else:
        closed = _between(counted, due)
        before, after = " ; fermé ", f" : reporté au {say(due)}"
        meanwhile = [
            day
            for day in _between(received + DAY, counted)
            if day in calendar.closed and calendar.week[day.weekday()]
        ]
    start = f"Reçue {say(received)}, {days} = {say(counted)}"
    aside = f" ; entre-temps, fermé {_listed(meanwhile, calendar, say)}" if meanwhile else ""
    if not closed:
        return _sentence(start + aside) or _sentence(start)
    moved = start + before + _listed(closed, calendar, say) + after
    room = LONGEST - len(start + before + after) - 1
    return (
        _sentence(moved + aside)
        or _sentence(moved)
        or _sentence(start + before + _shortened(closed, calendar, say, room) + after)
    )


def _sentence(text):
    """The text with its full stop, or "" when it is too long."""
    text = text if text.endswith(".") else text + "."
    return text if len(text) <= LONGEST else ""


def _between(first, end):
    """The days from `first` to the day before `end`."""
    return [first + number * DAY for number in range((end - first).days)]


def _reason(day, calendar):
    """Why the desk is closed on that day."""
    if day not in calendar.closed:
        return WEEKEND if day.weekday() >= 5 else NOT_A_WORKDAY
    reason = " ".join(calendar.closed[day].split())
    if reason.split(" ")[0].lower() in WEEKDAYS:  # "Lundi de Pentecôte" inside a sentence
        reason = reason[0].lower() + reason[1:]
    return reason if len(reason) <= LONGEST_REASON else reason[: LONGEST_REASON - 1] + "…"


def _spans(days, calendar):
    """(first, last, reason) of the days that follow one another and have one reason.

    The weekends inside a longer closure belong to it.
    """
    spans = []
    for day in days:
        reason = _reason(day, calendar)
        follows = spans and spans[-1][1] == day - DAY
        if follows and spans[-1][2] == reason:
            spans[-1] = (spans[-1][0], day, reason)
        elif (
            follows
            and len(spans) > 1
            and spans[-1][2] in {WEEKEND, NOT_A_WORKDAY}
            and spans[-2][2] == reason
            and spans[-2][1] == spans[-1][0] - DAY
        ):
            spans.pop()
            spans[-1] = (spans[-1][0], day, reason)
        else:
            spans.append((day, day, reason))
    return spans


def _listed(days, calendar, say):
    """ "samedi 18.5. et dimanche 19.5. (week-end), lundi 20.5. (lundi de Pentecôte)"."""
    return ", ".join(
        f"{_range(first, last, say)} ({reason})" for first, last, reason in _spans(days, calendar)
    )


def _range(first, last, say):
    if first == last:
        return say(first)
    if last - first == DAY:
        return f"{say(first)} et {say(last)}"
    return f"du {say(first)} au {say(last)}"


def _shortened(days, calendar, say, room):
    """The days as one range, with as many reasons as `room` characters hold."""
    unbroken = days[-1] - days[0] == (len(days) - 1) * DAY
    text = f"du {say(days[0])} au {say(days[-1])}"
    text = text if unbroken else f"{len(days)} {text}"
    told = ""
    for reason in dict.fromkeys(_reason(day, calendar) for day in days):
        longer = f"{told}, {reason}" if told else reason
        if len(f"{text} ({longer}, …)") > room:
            told = f"{told}, …" if told else told
            break
        told = longer
    return f"{text} ({told})" if told else text
