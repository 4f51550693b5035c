"""Counts of what the form is sent, in Redis: keys are keyed hashes, and end by themselves.

Without Redis nothing is counted, so nothing is held back or refused for its number: a person
who asks for help never pays for our outage.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address, ip_network

from django.core.cache import cache
from redis.exceptions import RedisError

from julien.core.crypto import keyed_hash
from requests_intake.plain import plain

log = logging.getLogger(__name__)

A_WHILE, AN_HOUR, A_DAY = timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)
# "J'ai besoin d'aide" is what everybody writes; a long text twice is somebody's template.
LONG_ENOUGH_TO_COMPARE = 30


@dataclass(frozen=True)
class Tally:
    """How many, this one included. address_hour, address_while: sent from this connection;
    number_while: for this number; same_words: other numbers with this text too."""

    address_hour: int = 0
    address_while: int = 0
    number_while: int = 0
    same_words: int = 0


def tally(*, address, lookup, words):
    """Count one sending of the form. `lookup`: keyed hash of the number. Never fails."""
    network = _network(address)
    try:
        return Tally(
            address_hour=_count("address-hour", network, AN_HOUR) if network else 0,
            address_while=_count("address-while", network, A_WHILE) if network else 0,
            number_while=_count("number-while", lookup, A_WHILE),
            same_words=_numbers_with(plain(words), lookup),
        )
    except (RedisError, OSError) as error:
        log.warning("the form is not counted (%s)", type(error).__name__)
        return Tally()


def _numbers_with(words, lookup):
    if len(words) < LONG_ENOUGH_TO_COMPARE:
        return 0
    if _count("words-of-number", f"{lookup} {words}", A_DAY) > 1:
        return 0
    return _count("words", words, A_DAY)


def _count(purpose, value, within):
    key = f"tally:{keyed_hash(f'tally-{purpose}', value)}"
    cache.add(key, 0, within.total_seconds())
    try:
        return cache.incr(key)
    except ValueError:  # it ended between the two
        return 1


def _network(address):
    """Who shares a connection: the address, or the /64 of IPv6 that one household is given."""
    if address and ip_address(address).version == 6:
        return str(ip_network(f"{address}/64", strict=False))
    return address
