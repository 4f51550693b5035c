"""The people of a copy for training: each gets another number, and their dates move together.

A person is who had one number. Who they are here is drawn by chance while the copy is made and kept
nowhere: nobody can go back from the copy, not even who made it.
"""

from dataclasses import dataclass
from datetime import UTC, timedelta
from secrets import SystemRandom
from zoneinfo import ZoneInfo

from django.conf import settings

_chance = SystemRandom()
ZONE = ZoneInfo(settings.TIME_ZONE)
PREFIXES = ("79", "78", "77", "76", "75")
# The block 555 xx xx of each prefix, from 01 on: the numbers of the demo, which are nobody's here.
BLOCKS = range(1, 100)
MOST = len(PREFIXES) * len(BLOCKS) * 100
# At most so many weeks back, at least one: nothing of the copy lies in the future.
WEEKS = 8


class TooManyPeople(Exception):
    """More numbers than there are numbers of nobody."""


@dataclass(frozen=True)
class Person:
    """place: 0 for the first one met. weeks: how far their dates go back."""

    place: int
    weeks: int

    @property
    def number(self):
        block, rest = divmod(self.place, len(PREFIXES) * 100)
        return f"+41{PREFIXES[rest // 100]}555{BLOCKS[block]:02d}{rest % 100:02d}"

    def shift(self, came):
        """From the instant a request came to where it stands in the copy.

        Whole weeks of the desk's zone: the same weekday and hour, whatever the clocks did since.
        All instants of the request move by it, so that what followed what, and how long it took,
        stays as it was.
        """
        here = came.astimezone(ZONE)
        back = (here - timedelta(weeks=self.weeks)).astimezone(UTC)
        return back - came


class People:
    """Who has which number: known while the copy is made, and then forgotten."""

    def __init__(self):
        self._met = {}

    def who(self, number_hash, request_id):
        """The Person with that hash of a number; without one (erased), of that request."""
        key = number_hash or f"request {request_id}"
        if key not in self._met:
            if len(self._met) == MOST:
                raise TooManyPeople(f"There are more than {MOST} people.")
            self._met[key] = Person(len(self._met), _chance.randint(1, WEEKS))
        return self._met[key]
