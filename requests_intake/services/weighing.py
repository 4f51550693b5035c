"""Is somebody waiting for this call? Answered for each sending of the form."""

from dataclasses import dataclass

from django.conf import settings

from julien.core.phone import phone_lookup
from requests_intake.abuse.signs import Sign, weighty
from requests_intake.abuse.tally import tally

SAME_WORDS_FROM = 5


@dataclass(frozen=True)
class Verdict:
    """`suspicion`: the signs for which it is held back, or none. `is_refused`: not taken at all
    now, and told so with another way to reach us."""

    suspicion: tuple[str, ...] = ()
    is_refused: bool = False


def weigh(*, signs, address, phone, words):
    """The Verdict on one sending. `signs`: what its form shows; the rest is counted here.

    Many from one connection are taken and held back (a school, a library and a mobile operator
    each share one address); only a flood is refused.
    """
    counted = tally(address=address, lookup=phone_lookup(phone.e164), words=words)
    found = list(signs)
    if counted.same_words >= SAME_WORDS_FROM:
        found.append(Sign.SAME_WORDS)
    if counted.address_hour > settings.FORM_HELD_BACK_AFTER:
        found.append(Sign.MANY)
    return Verdict(
        suspicion=weighty(found),
        is_refused=counted.address_while > settings.FORM_REFUSED_AFTER
        or counted.number_while > settings.FORM_REFUSED_AFTER_NUMBER,
    )
