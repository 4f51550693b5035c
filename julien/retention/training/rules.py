"""What stands in a copy for training in place of what was there. Each rule: (value, row) -> value.

Values are text, as PostgreSQL writes them. A rule is asked only where something was written: what
is empty stays empty, and so the copy shows as many blanks as the original, but no word of it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from secrets import SystemRandom, token_urlsafe
from uuid import uuid4

from cryptography.fernet import Fernet

from julien.core.crypto import encrypt
from julien.core.phone import phone_lookup, phone_tail_lookup
from julien.core.references import reference_number
from julien.retention.training.people import Person

_chance = SystemRandom()
FIRST_NAMES = (
    "Agathe", "Bernard", "Chantal", "Denis", "Élodie", "Florian", "Ghislaine", "Hugo", "Isabelle",
    "Jérôme", "Katia", "Laurent", "Monique", "Nicolas", "Océane", "Patrick", "Renée", "Samuel",
    "Thérèse", "Valérie",
)  # fmt: skip
PLACES = ("Salle d'accueil A", "Salle d'accueil B", "Guichet d'exemple")
POSTAL_CODES = ("2800", "2900", "2340", "2350", "2740", "2830", "2852", "2854")


@dataclass(frozen=True)
class Keys:
    """The keys of the copy. None of them is one of the original."""

    field: str
    lookup: str
    secret: str

    @classmethod
    def new(cls):
        return cls(Fernet.generate_key().decode(), token_urlsafe(32), token_urlsafe(48))


@dataclass
class Row:
    """What a rule knows of the row it writes.

    person: whose row it is; None in a table of nobody. shift: how far their instants move.
    place: the position of the row in its table, from 1.
    """

    keys: Keys
    place: int
    person: Person | None = None
    shift: timedelta = timedelta()

    @cached_property
    def token(self):
        return token_urlsafe(16)


def moved(value, row):
    """An instant, as far from the others of that person as it was."""
    return (datetime.fromisoformat(value) + row.shift).isoformat()


def number(value, row):
    return encrypt(row.person.number, keys=(row.keys.field,))


def number_hash(value, row):
    return phone_lookup(row.person.number, key=row.keys.lookup)


def tail_hash(value, row):
    return phone_tail_lookup(row.person.number, key=row.keys.lookup)


def name(value, row):
    """A first name from the list, the same for all rows of that person."""
    return encrypt(FIRST_NAMES[row.person.place % len(FIRST_NAMES)], keys=(row.keys.field,))


def said(*texts):
    """One of these, encrypted, in place of somebody's words."""
    return lambda value, row: encrypt(_chance.choice(texts), keys=(row.keys.field,))


def one_of(*texts):
    """One of these, in the open."""
    return lambda value, row: _chance.choice(texts)


def drawn(choices):
    """Any of these choices, drawn for this column alone: what goes together says nothing."""
    return one_of(*choices.values)


def counted(pattern):
    """The pattern with the position of the row: "equipe-3"."""
    return lambda value, row: pattern.format(row.place)


def reference(value, row):
    """Another well-formed reference, each another one."""
    return reference_number(row.place)


def calendar_id(value, row):
    """By which a calendar knows a meeting: another one."""
    return str(uuid4())


def token(value, row):
    return encrypt(row.token, keys=(row.keys.field,))
