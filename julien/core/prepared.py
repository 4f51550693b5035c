"""Statements that the database reads once for each connection.

Django puts the values into the text of a statement, which PostgreSQL reads and plans anew each
time; that takes longer than running it. The few statements of which a search or an SMS is made are
sent apart from their values. The columns they return are named one by one: a statement that
returns "*" would break in a running process when a migration adds a column. A rollback has psycopg
forget them all.
"""

from contextlib import contextmanager

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor

# So many a connection keeps, the last used ones: a plan of the queue is up to a megabyte.
KEPT = 30


class AtOnce(ServerBindingCursor):
    """Prepares what it is given the first time, when it has to be planned all the same."""

    def execute(self, query, params=None):
        return super().execute(query, params, prepare=True)


@contextmanager
def prepared_cursor(kind=ServerBindingCursor):
    """A cursor of Django's, whose statements are prepared (by psycopg, the fifth time)."""
    with connection.cursor() as cursor:
        if not connection.queries_logged:  # of a prepared statement the log would have no words
            cursor.cursor.close()
            cursor.cursor = kind(connection.connection)
            connection.connection.prepared_max = KEPT
        yield cursor
