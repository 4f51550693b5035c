"""Counts of what the form is sent, in Redis: keys are keyed hashes, and end by themselves.

Without Redis nothing is counted, so nothing is held back or refused for its number: a person
who asks for help never pays for our outage.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from ipaddress import ip_address, ip_network

import redis
from django.conf import settings

from julien.core.crypto import keyed_hash
from requests_intake.plain import plain

log = logging.getLogger(__name__)

A_WHILE, AN_HOUR, A_DAY = timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)
# "J'ai besoin d'aide" is what everybody writes; a long text twice is somebody's template.
LONG_ENOUGH_TO_COMPARE = 30
# Redis runs it whole, or not at all: no count stays without an end.
COUNT = """
local counts = {}
for number, key in ipairs(KEYS) do
    counts[number] = redis.call('INCR', key)
    if counts[number] == 1 then redis.call('EXPIRE', key, ARGV[number]) end
end
return counts
"""


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
    network, words = _network(address), plain(words)
    counters = {"number_while": ("number-while", lookup, A_WHILE)}
    if network:
        counters["address_hour"] = ("address-hour", network, AN_HOUR)
        counters["address_while"] = ("address-while", network, A_WHILE)
    if len(words) >= LONG_ENOUGH_TO_COMPARE:
        counters["of_number"] = ("words-of-number", f"{lookup} {words}", A_DAY)
    try:
        counts = dict(zip(counters, _counted(*counters.values()), strict=True))
        if counts.pop("of_number", 0) == 1:  # the first time that this number says it
            counts["same_words"] = _counted(("words", words, A_DAY))[0]
    except (redis.RedisError, OSError) as error:
        log.warning("the form is not counted (%s)", type(error).__name__)
        return Tally()
    return Tally(**counts)


def _counted(*counters):
    """How often each (purpose, value, within) was counted, this time included: one exchange."""
    cache = settings.CACHES["default"]
    keys = [f"tally:{keyed_hash(f'tally-{name}', value)}" for name, value, _within in counters]
    ends = [int(within.total_seconds()) for _name, _value, within in counters]
    return _server(cache["LOCATION"], **cache["OPTIONS"]).eval(COUNT, len(keys), *keys, *ends)


@lru_cache(maxsize=4)
def _server(address, **options):
    """The Redis of the cache; its connections are kept, and opened when they are needed."""
    return redis.from_url(address, **options)


def _network(address):
    """Who shares a connection: the address, or the /64 of IPv6 that one household is given."""
    if address and ip_address(address).version == 6:
        return str(ip_network(f"{address}/64", strict=False))
    return address
