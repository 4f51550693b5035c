"""The amounts of the day, for whatever is shown or said."""

import time
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils import timezone

from campaigns.amounts import USE, filled
from campaigns.models import Amount


@dataclass
class Kept:
    """What this process last read, for which day, and when."""

    day: date | None = None
    known: dict = field(default_factory=dict)
    read_at: float = float("-inf")


_kept = Kept()


def amounts_today():
    """{name: campaigns.amounts.Spoken}, at most settings.OFFER_KEPT_SECONDS old.

    A value begins and ends with the day itself: nothing has to run for it.
    """
    global _kept
    now, day = time.monotonic(), timezone.localdate()
    if _kept.day != day or now - _kept.read_at >= settings.OFFER_KEPT_SECONDS:
        _kept = Kept(day, Amount.objects.spoken_on(day), now)
    return _kept.known


def with_amounts(texts):
    """{key: text} with the amounts of today. Asks nothing where no text uses one."""
    if not any(USE.search(text) for text in texts.values()):
        return texts
    known = amounts_today()
    return {key: filled(text, known) for key, text in texts.items()}
