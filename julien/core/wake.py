"""Ring the alarm clock. The rows are the record; a task only makes things happen sooner."""

import logging

from django.db import transaction

log = logging.getLogger(__name__)


def wake(task, *args):
    """Ask Celery to run `task` once the current transaction is committed.

    Promise: never raises. With Redis down the failure is logged without the arguments, the
    page still answers, and the sweep named in julien/schedule.py finds the row later.
    `args` are database ids only, never anything personal.
    """

    def ring():
        try:
            task.apply_async(args, retry=False)
        except Exception as error:  # any transport may fail in its own way
            log.warning("wake: %s not rung (%s)", task.name, type(error).__name__)

    transaction.on_commit(ring, robust=True)
