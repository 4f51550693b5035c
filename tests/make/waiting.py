"""Whoever needs a row that somebody holds waits for it; what it holds meanwhile can be tried."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from django.db import connection, transaction

WAITING = """
SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
WHERE NOT l.granted AND a.datname = current_database()
"""
POLLS = 1000  # a hundredth of a second each


def free_while_another_is_held(act, *, held, free):
    """Run act() on a connection of its own while `held` is locked; once it waits, lock `free`.

    Fails when act() does not wait, or holds `free` while it waits. Then act() goes on.
    """
    with waiting_for(held, act):
        _lock(free, nowait=True)


@contextmanager
def waiting_for(held, act):
    """Within the block act() waits, on a connection of its own, for the row `held`, which is
    locked here. What the block changes is committed at its end, and act() has then gone on."""

    def run():
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            _lock(held)
            acting = pool.submit(run)
            until_somebody_waits()
            yield
        acting.result()


def _lock(row, **how):
    type(row).objects.select_for_update(of=("self",), **how).get(pk=row.pk)


def until_somebody_waits():
    with connection.cursor() as cursor:
        for _poll in range(POLLS):
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
            Event().wait(0.01)
    raise AssertionError("nobody waits for the lock")
