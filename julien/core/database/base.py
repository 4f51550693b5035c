"""Django's PostgreSQL, but for how it finds out that a kept connection has ended."""

from select import POLLIN, poll

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """The engine of settings.DATABASES (julien/env.py)."""

    def is_usable(self):
        """Whether a kept connection still lives: CONN_HEALTH_CHECKS asks once in each request.

        A server that stops, or dies, ends its connections, and that end lies there to be read.
        While nothing does, the server need not be asked, which is a way there and back.
        """
        return _rests(self.connection) or super().is_usable()


def _rests(connection):
    """Whether it is open, in no transaction, and nothing came from the server (a system call)."""
    if connection is None or connection.info.transaction_status != TransactionStatus.IDLE:
        return False
    waiting = poll()
    waiting.register(connection.fileno(), POLLIN)  # an end and an error show without being named
    return not waiting.poll(0)
