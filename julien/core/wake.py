"""Ring the alarm clock. The rows are the record; a task only makes things happen sooner.

A thread of each process does the ringing: no page waits for Redis, be it slow, frozen or dead.
What is told to it within PAUSE goes in one ring, for in a flood a ring each would cost as much
as the rows.
"""

import logging
import threading
import time
from queue import Empty, Queue

from django.db import transaction

log = logging.getLogger(__name__)

PAUSE = 0.1  # seconds between two rings
MOST_TOGETHER = 20  # so that several workers share what a flood brings


def wake(task, *ids):
    """Ask Celery to run `task` with these ids once the current transaction is committed.

    Promise: never raises and never waits. With Redis down the failure is logged without the ids
    and the sweep named in julien/schedule.py finds the rows later. `ids` are keys of rows, never
    anything personal; a task that has any takes those of several calls together.
    """
    transaction.on_commit(lambda: bell.tell(task, ids), robust=True)


class Bell:
    """Tells Celery, from a thread that starts with the first call in a process."""

    def __init__(self):
        self._told = Queue()
        self._ringer = threading.Thread()
        self._starting = threading.Lock()

    def tell(self, task, ids):
        self._told.put((task, ids))
        with self._starting:
            if not self._ringer.is_alive():  # the first time, and in a forked child
                self._ringer = threading.Thread(target=self._ring_on, daemon=True, name="bell")
                self._ringer.start()

    def wait(self):
        """Until all that was told is rung, or given up."""
        self._told.join()

    def _ring_on(self):
        while True:
            told = self._next()
            for task, ids in together(told):
                ring(task, ids)
            for _one in told:
                self._told.task_done()
            time.sleep(PAUSE)

    def _next(self):
        """What was told meanwhile, at least one and at most MOST_TOGETHER."""
        told = [self._told.get()]
        try:
            while len(told) < MOST_TOGETHER:
                told.append(self._told.get_nowait())
        except Empty:
            pass
        return told


bell = Bell()


def together(told):
    """[(task, [ids])]: each task once, with the ids of all its calls in order."""
    ids_of = {}
    for task, ids in told:
        ids_of.setdefault(task.name, (task, []))[1].extend(ids)
    return list(ids_of.values())


def ring(task, ids):
    try:
        task.apply_async(ids, retry=False)
    except Exception as error:  # any transport may fail in its own way
        log.warning("wake: %s not rung (%s)", task.name, type(error).__name__)
