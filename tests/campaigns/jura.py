"""The desk of the Jura, written by hand: nothing here is read from the code under test."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from campaigns.promise import Calendar, Period

ZURICH = ZoneInfo("Europe/Zurich")

# Copied by hand for 2025 and 2026. 2024: the movable feasts counted from Easter, 31 March.
HOLIDAYS = {
    date(2024, 1, 1): "Nouvel An",
    date(2024, 1, 2): "Saint-Berchtold",
    date(2024, 3, 29): "Vendredi saint",
    date(2024, 4, 1): "Lundi de Pâques",
    date(2024, 5, 1): "Fête du Travail",
    date(2024, 5, 9): "Ascension",
    date(2024, 5, 20): "Lundi de Pentecôte",
    date(2024, 5, 30): "Fête-Dieu",
    date(2024, 6, 23): "Commémoration du plébiscite",
    date(2024, 8, 1): "Fête nationale",
    date(2024, 8, 15): "Assomption",
    date(2024, 11, 1): "Toussaint",
    date(2024, 12, 25): "Noël",
    date(2025, 1, 1): "Nouvel An",
    date(2025, 1, 2): "Saint-Berchtold",
    date(2025, 4, 18): "Vendredi saint",
    date(2025, 4, 21): "Lundi de Pâques",
    date(2025, 5, 1): "Fête du Travail",
    date(2025, 5, 29): "Ascension",
    date(2025, 6, 9): "Lundi de Pentecôte",
    date(2025, 6, 19): "Fête-Dieu",
    date(2025, 6, 23): "Commémoration du plébiscite",
    date(2025, 8, 1): "Fête nationale",
    date(2025, 8, 15): "Assomption",
    date(2025, 11, 1): "Toussaint",
    date(2025, 12, 25): "Noël",
    date(2026, 1, 1): "Nouvel An",
    date(2026, 1, 2): "Saint-Berchtold",
    date(2026, 4, 3): "Vendredi saint",
    date(2026, 4, 6): "Lundi de Pâques",
    date(2026, 5, 1): "Fête du Travail",
    date(2026, 5, 14): "Ascension",
    date(2026, 5, 25): "Lundi de Pentecôte",
    date(2026, 6, 4): "Fête-Dieu",
    date(2026, 6, 23): "Commémoration du plébiscite",
    date(2026, 8, 1): "Fête nationale",
    date(2026, 8, 15): "Assomption",
    date(2026, 11, 1): "Toussaint",
    date(2026, 12, 25): "Noël",
    date(2027, 1, 1): "Nouvel An",
    date(2027, 1, 2): "Saint-Berchtold",
}


def hours(*periods):
    """hours("08:30-12:00", "13:30-17:30"): the periods of one day."""
    return tuple(
        Period(*(time.fromisoformat(clock) for clock in period.split("-"))) for period in periods
    )


WORKDAY = hours("08:30-12:00", "13:30-17:30")
WEEK = (WORKDAY,) * 5 + ((), ())


def desk(*, week=WEEK, closed=HOLIDAYS, zone=ZURICH, **days):
    """A Calendar. desk(saturday=hours("09:00-12:00")) changes one day of the week."""
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    week = tuple(days.pop(name, week[number]) for number, name in enumerate(names))
    assert not days
    return Calendar(zone=zone, week=week, closed=closed)


def local(text):
    """An instant, as its ISO text has it; without an offset on the clocks of the Jura."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=ZURICH)


def shown(at):
    """An instant on the clocks of the Jura, with its offset."""
    return at.astimezone(ZURICH).isoformat(timespec="minutes")
