"""Which version of the pages holds, looked up in the database twice a second at most."""

import logging
import threading
import time

from django.db import DatabaseError, connection

from campaigns.services import terms
from campaigns.services.pages_version import pages_version

log = logging.getLogger(__name__)

LOOK_EVERY = 0.5  # seconds; with the look itself, an edit shows everywhere within a second


class Versions:
    """Promise: `current()` is at most LOOK_EVERY and one query old.

    While the database does not answer, nobody can publish: what was known last still holds. None
    means that nothing is known, and then nothing is kept.
    """

    def __init__(self, every=LOOK_EVERY):
        self.every = every
        self._known = None
        self._next_look = float("-inf")
        self._lock = threading.Lock()

    def current(self):
        if time.monotonic() >= self._next_look and self._lock.acquire(blocking=self._known is None):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._known

    def _look(self):
        start = time.monotonic()
        if start < self._next_look:  # another thread looked while this one waited
            return
        try:
            found = read_version()
        except DatabaseError as error:
            log.warning("stored: the version cannot be read (%s)", type(error).__name__)
        else:
            if found != self._known:
                terms.forget()  # first: no page of the new version may speak of the old terms
                self._known = found
        self._next_look = start + self.every


def read_version():
    """The version in the database. A connection that broke meanwhile is opened once more."""
    try:
        return pages_version()
    except DatabaseError:
        connection.close()
        return pages_version()
