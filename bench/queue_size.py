"""The queue page and a take with 100 open callbacks and with 50'000, beside as many closed × 7.

python -m bench.queue_size              on the database of DATABASE_URL, in a transaction undone
python -m bench.queue_size --million    instead: the time inside the database with 50'000 open and
                                        1'000'000 closed (some minutes, 2 GB)
"""

# ruff: noqa: PLC0415, T201 -- a script: Django is set up before the models are read; it prints

import os
import statistics
import sys
import time
from datetime import timedelta

import django

ROUNDS = 15
SIZES = (100, 50_000)
ONE_OPEN_IN = 8
# Of these one in 21 is open.
MILLION = 1_050_000


def median_ms(act):
    """The median time of `act`; the first is not counted."""
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        act()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times[1:])


def database_ms(connection, act):
    """How long each of ROUNDS runs of `act` waited for the database, sorted; the first left out."""
    waited = []

    def timed(execute, sql, params, many, context):
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            waited[-1] += 1000 * (time.perf_counter() - start)

    with connection.execute_wrapper(timed):
        for _ in range(ROUNDS + 1):
            waited.append(0.0)
            act()
    return sorted(waited[1:])


def print_million(connection, acts):
    """The queue page is the first three; a page waits for their sum."""
    print(f"{'ms in the database':22}{'quickest':>10}{'median':>10}")
    page = [database_ms(connection, act) for act in list(acts.values())[:3]]
    for name, times in zip(acts, page, strict=False):
        print(f"{name:22}{times[0]:10.2f}{statistics.median(times):10.2f}")
    whole = sum(times[0] for times in page), sum(statistics.median(times) for times in page)
    print(f"{'the queue page':22}{whole[0]:10.2f}{whole[1]:10.2f}")


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "julien.settings")
    django.setup()
    from django.db import connection, transaction

    from callbacks.board import Shown, margin, rows
    from callbacks.services.fill import catch_up
    from callbacks.services.queue import take_next
    from tests.make.callbacks import NOW, make_request
    from tests.make.many import make_many
    from tests.make.staff import make_staff

    def undone(act):
        with transaction.atomic():
            act()
            transaction.set_rollback(True)

    with transaction.atomic(), connection.cursor() as cursor:
        # Without the audit trail, which writes the same for each row at any size.
        cursor.execute("SET LOCAL session_replication_role = replica")
        like = make_request(due_in=timedelta(hours=1))
        caller = make_staff()
        acts = {
            "who came since": lambda: catch_up(at=NOW),
            "the rows": lambda: rows(Shown.ALL, caller, NOW),
            "the counts": lambda: margin(caller, NOW),
            "take the next": lambda: undone(lambda: take_next(by=caller, at=NOW)),
        }
        if "--million" in sys.argv:
            make_many(like, first=1, last=MILLION, one_open_in=MILLION // SIZES[-1])
            print_million(connection, acts)
            transaction.set_rollback(True)
            return
        seen, made = {name: [] for name in acts}, 0
        for size in SIZES:
            last = size * ONE_OPEN_IN
            make_many(like, first=made + 1, last=last, one_open_in=ONE_OPEN_IN)
            made = last
            for name, act in acts.items():
                seen[name].append(median_ms(act))
        transaction.set_rollback(True)
    print(f"{'ms, Python included':22}" + "".join(f"{size:>10}" for size in SIZES) + "     ratio")
    for name, (few, many) in seen.items():
        print(f"{name:22}{few:10.2f}{many:10.2f}{many / few:10.2f}")


if __name__ == "__main__":
    main()
