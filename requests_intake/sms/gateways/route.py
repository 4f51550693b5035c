"""Which operator to ask, and whom next. The first in SMS_GATEWAY has the work while it is well."""

from collections import defaultdict, deque
from datetime import timedelta

from django.conf import settings

# So many failures in a row, the last of them so short ago: it is left in peace meanwhile.
FAILURES = 3
REST = timedelta(minutes=2)

_failures = defaultdict(lambda: deque(maxlen=FAILURES))


def route(at):
    """The names of the gateways to try now, in order. Never empty.

    One that was down FAILURES times in a row is not asked for REST, then again: when it is well
    it has the work back. Each process learns this by itself.
    """
    names = [name.strip() for name in settings.SMS_GATEWAY.split(",")]
    return [name for name in names if not _rests(name, at)] or names


def note_failure(name, at):
    """It could not take a message just now."""
    _failures[name].append(at)


def note_answer(name):
    """It answered, be it with a refusal: it is well."""
    _failures.pop(name, None)


def _rests(name, at):
    failures = _failures.get(name, ())
    return len(failures) == FAILURES and at < failures[-1] + REST
