"""Promises that were missed, and why."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from callbacks.lists import offered
from callbacks.models import CallAttempt, Callback, Listed
from callbacks.services.moves import lock
from callbacks.states import ClosedReason

# No promise is longer: who was promised a call in that time asked at most so long before.
LONGEST_PROMISE = timedelta(days=45)
# The first two are not counted (callbacks/figures.py). Of the erased the figures keep what they
# count; here nobody can see any more whether somebody called in time.
SET_ASIDE = (ClosedReason.SPAM, ClosedReason.DUPLICATE, ClosedReason.ERASED)


class NotLate(Exception):
    """The promise was kept, or still runs, or the code is not on the list."""


def is_late(callback, at):
    """Whether the promise was missed: no call kept it in time, and its time is over."""
    calls = callback.attempts.filter(stops_first_clock=True)
    return callback.due_at < at and not calls.filter(started_at__lte=callback.due_at).exists()


def say_why_late(callback, code):
    """Write the reason on a callback that is locked."""
    if code not in offered(Listed.LATE) and code != callback.late_reason:
        raise NotLate
    callback.late_reason = code
    callback.save(update_fields=["late_reason"])


@transaction.atomic
def set_late_reason(*, callback_id, code, at):
    """A supervisor says why, or says it better. Raises NotLate; then nothing was changed."""
    callback = lock(callback_id)
    if not is_late(callback, at):
        raise NotLate
    if code != callback.late_reason:
        say_why_late(callback, code)


def missed(*, since, at):
    """The callbacks whose promise ended between these instants and was missed, latest first.

    As promise.missed counts: not who withdrew in time, no spam, no duplicate. And nobody erased.
    """
    calls = CallAttempt.objects.filter(callback=OuterRef("pk"), stops_first_clock=True)
    withdrawn = Q(request__withdrawn_at__lte=F("due_at")) & ~Exists(calls)
    return (
        Callback.objects.filter(due_at__gte=since, due_at__lt=at)
        # Says nothing new: it lets an index begin near there.
        .filter(request__received_at__gte=since - LONGEST_PROMISE)
        .exclude(closed_reason__in=SET_ASIDE)
        .exclude(withdrawn)
        .exclude(Exists(calls.filter(started_at__lte=OuterRef("due_at"))))
        .order_by("-due_at", "-pk")
    )
