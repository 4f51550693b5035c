"""Views of kept pages, counted in memory and written together a moment later."""

import logging
import threading
import time
from collections import Counter, deque
from multiprocessing.util import Finalize

from django.db import DatabaseError, close_old_connections, transaction
from django.utils import timezone

from campaigns.statistics.traffic import write_views

log = logging.getLogger(__name__)

WRITE_EVERY = 2  # seconds: what a killed process may lose


class Tally:
    """Counts views; `write()` adds them to the database, or keeps them for the next time.

    The day is the one on which the page was shown. With `by_itself` a thread writes every
    WRITE_EVERY seconds, and what is left is written when the process ends.
    """

    def __init__(self, *, by_itself=True):
        self._seen = deque()  # of the day, not yet counted: a visitor waits for one append only
        self._views = Counter()
        self._lock = threading.Lock()
        self._writing = threading.Lock()  # who ends the process waits for a batch under way
        self._day, self._midnight = None, 0.0
        self._by_itself = by_itself
        self._writer = None

    def add(self, view):
        """One more view: (page, language, source)."""
        if time.time() >= self._midnight:
            self._turn_the_day()
        self._seen.append(view)
        if self._writer is None and self._by_itself:
            self._start()

    def write(self):
        """Add what was counted to the database: all of it, or none and it stays counted."""
        with self._writing:
            self._write()

    def _write(self):
        with self._lock:
            self._count()
            views, self._views = self._views, Counter()
        if not views:
            return
        try:
            close_old_connections()
            with transaction.atomic():
                write_views(dict(sorted(views.items())))  # one order for all: no deadlock
        except DatabaseError as error:
            log.warning("stored: views are not written yet (%s)", type(error).__name__)
            with self._lock:
                self._views.update(views)

    def _count(self):
        """Count what was seen since the last time. Only under the lock."""
        seen = Counter([self._seen.popleft() for _view in range(len(self._seen))])
        self._views.update({(self._day, *view): times for view, times in seen.items()})

    def _turn_the_day(self):
        with self._lock:
            self._count()
            self._day = timezone.localdate()
            self._midnight = next_midnight(timezone.get_default_timezone())

    def _start(self):
        with self._lock:
            if self._writer is not None:
                return
            self._writer = threading.Thread(target=self._write_on, daemon=True, name="tally")
        self._writer.start()
        # granian's workers are forked: where they end, atexit is not heard but this is.
        Finalize(None, self.write, exitpriority=10)

    def _write_on(self):
        while True:
            time.sleep(WRITE_EVERY)
            self.write()


def next_midnight(zone):
    """The instant (seconds since 1970) at which the day of that zone ends."""
    tomorrow = timezone.localdate(timezone=zone) + timezone.timedelta(days=1)
    return timezone.datetime.combine(tomorrow, timezone.datetime.min.time(), zone).timestamp()
