"""Finding the callback of a request, true before any sweep has seen it."""

from dataclasses import dataclass

from callbacks.models import Callback
from callbacks.services.fill import catch_up, fill_queue


def find(reference, *, at):
    """The callback of a reference. Raises Callback.DoesNotExist for an unknown one.

    A request received a second ago has one too: the queue is filled before giving up.
    """
    wanted = Callback.objects.select_related("request__partner", "claimed_by").filter(
        request__reference=reference
    )
    if callback := wanted.first():
        return callback
    fill_queue(at=at)
    return wanted.get()


@dataclass(frozen=True)
class Wanted:
    """One of the three ways to find; the others are empty."""

    reference: str = ""
    lookup: str = ""
    tail_lookup: str = ""


def search(wanted, *, at, limit):
    """The callbacks of what is Wanted, latest first. By a number, none whose use was ended."""
    catch_up(at=at)
    by = {
        "request__reference": wanted.reference,
        "request__phone_lookup": wanted.lookup,
        "request__phone_tail_lookup": wanted.tail_lookup,
    }
    found = Callback.objects.filter(**{name: value for name, value in by.items() if value})
    if not wanted.reference:
        found = found.filter(request__restricted_at=None)
    return list(found.select_related("request").order_by("-request__received_at", "-pk")[:limit])
