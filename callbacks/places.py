"""The places of the days to come, as the team sees them."""

from dataclasses import dataclass

from django.utils import timezone

from callbacks.hour import end_of_day
from campaigns.promise import day_of
from campaigns.services.offer import offer_at
from campaigns.services.terms import terms
from julien.core.moments import say_day, say_moment
from requests_intake.models import Place, Window
from requests_intake.services.places import few_left, fillings
from requests_intake.services.promises import promised
from requests_intake.windows import slots


@dataclass(frozen=True)
class Part:
    """One part of one day in words: "le matin", how many places are taken, of how many."""

    label: str
    taken: int
    places: int

    @property
    def is_full(self):
        return self.taken >= self.places


@dataclass(frozen=True)
class Warned:
    """Few places are left before the promise of who asks now: how many, and until when."""

    left: int
    until: str


def days_ahead(offer, now):
    """[(day in words, [Part])] of the days before the promise; [] while nothing is limited."""
    days = {}
    for one in fillings(offer, now, promised(offer, now).due_at):
        days.setdefault(one.day, []).append(_part(one))
    return [(say_day(day), parts) for day, parts in days.items()]


def limited_today(now):
    """(today, its parts that are limited and not over)."""
    offer = offer_at(now)
    if offer is None or not offer.places:
        return timezone.localdate(now), ()
    left = slots(offer.hours, now, end_of_day(now))
    return day_of(now, offer.hours), tuple(part for _day, part in left if part in offer.places)


def taken_on(day, parts):
    """{part: the Places taken in it} of a day, which may be Given."""
    taken = Place.objects.filter(day=day, request__closed_at=None)
    return {part: taken.filter(part=part) for part in parts}


def parts_of_today(counts):
    """The Parts of {part: how many places are taken}."""
    places = terms().desk.places if counts else {}
    return [Part(Window(part).label, taken, places[part]) for part, taken in counts.items()]


def warning(offer, now):
    """The Warned while few places are left; None on a good day."""
    left = few_left(offer, now)
    return None if left is None else Warned(left, say_moment(promised(offer, now).due_at))


def _part(filling):
    return Part(Window(filling.part).label, len(filling.used), filling.places)
