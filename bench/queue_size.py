"""The queue page, its parts and a take: with 100 open callbacks and with 50'000, and seven times as
many closed ones.

python -m bench.queue_size              on the database of DATABASE_URL, in a transaction undone
python -m bench.queue_size --growth     the same with 100, 1'000 and 10'000, as a table
python -m bench.queue_size --million    instead: the time of the database with 50'000 open and
                                        1'000'000 closed (some minutes, 2 GB; a database that
                                        holds them already is taken as it is)
"""

# ruff: noqa: PLC0415, T201 -- a script: Django is set up before the models are read; it prints

import json
import os
import statistics
import sys
import time
from datetime import timedelta

import django
from django.test.utils import CaptureQueriesContext

ROUNDS = 15
GROWTH = (100, 1_000, 10_000)
SIZES = GROWTH if "--growth" in sys.argv else (100, 50_000)
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


def inside_ms(connection, act):
    """What PostgreSQL says of planning and running each reading statement of `act`, the quickest
    of ROUNDS each, together: as near to a quiet machine as a busy one comes."""
    with CaptureQueriesContext(connection) as asked:
        act()
    total = 0.0
    with connection.cursor() as cursor:
        for query in (one["sql"] for one in asked.captured_queries):
            if query.startswith(("SET ", "RESET ")):
                cursor.execute(query)
            elif query.startswith(("SELECT", "(SELECT", "WITH")) and "FOR UPDATE" not in query:
                total += min(_explained(cursor, query) for _ in range(ROUNDS))
    return total


def _explained(cursor, query):
    cursor.execute("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + query.replace("%", "%%"), [])
    plan = cursor.fetchone()[0]
    [told] = json.loads(plan) if isinstance(plan, str) else plan
    return told["Planning Time"] + told["Execution Time"]


def print_million(connection, acts):
    """The queue page is the first three; a page waits for their sum."""
    print(f"{'ms of the database':28}{'inside':>9}{'quickest':>10}{'median':>10}")
    rows = {}
    for name, act in acts.items():
        waited = database_ms(connection, act)
        rows[name] = (inside_ms(connection, act), waited[0], statistics.median(waited))
    page = [sum(times) for times in zip(*list(rows.values())[:3], strict=True)]
    for name, times in {**rows, "the queue page": page}.items():
        print(f"{name:28}{times[0]:9.2f}{times[1]:10.2f}{times[2]:10.2f}")


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "julien.settings")
    django.setup()
    from django.conf import settings
    from django.db import connection, transaction
    from django.test import Client
    from django.utils import timezone

    from callbacks.board import margin, rows
    from callbacks.forms.filters import filters_of
    from callbacks.services.fill import catch_up
    from callbacks.services.queue import take_next
    from requests_intake.models import CallbackRequest
    from tests.make.callbacks import NOW, make_request
    from tests.make.many import make_many, reference_of
    from tests.make.staff import make_staff

    settings.OFFER_KEPT_SECONDS = 60  # as in a process that has answered a moment ago
    timezone.now = lambda: NOW  # the hour the promises are made around
    client = Client(SERVER_NAME="localhost")

    def undone(act):
        with transaction.atomic():
            act()
            transaction.set_rollback(True)

    with transaction.atomic(), connection.cursor() as cursor:
        # Without the audit trail, which writes the same for each row at any size.
        cursor.execute("SET LOCAL session_replication_role = replica")
        kept = CallbackRequest.objects.filter(reference=reference_of(1)).exists()
        like = None if kept else make_request(due_in=timedelta(hours=1))
        caller = make_staff(username="mesure")
        client.force_login(caller)
        acts = {
            "who came since": lambda: catch_up(at=NOW),
            "the rows": lambda: rows(filters_of(""), caller, NOW),
            "the counts": lambda: margin(caller, NOW),
            "take the next": lambda: undone(lambda: take_next(by=caller, at=NOW)),
            "the whole page": lambda: client.get("/equipe/"),
        }
        if "--million" in sys.argv:
            if not kept:
                make_many(like, first=1, last=MILLION, one_open_in=MILLION // SIZES[-1])
            furthest = CallbackRequest.objects.open().order_by("-due_at")[SIZES[-1] // 10]
            nobody = filters_of("langue=de&promesse=demain")
            acts |= {
                "a page far down": lambda: rows(
                    filters_of(""), caller, NOW, after=furthest.reference
                ),
                "nobody with these filters": lambda: rows(nobody, caller, NOW),
                "select 1": lambda: connection.cursor().execute("SELECT 1"),
            }
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
    print("| queue, ms | " + " | ".join(f"{size} open" for size in SIZES) + " | last : first |")
    print("|---" * (len(SIZES) + 2) + "|")
    for name, times in seen.items():
        told = " | ".join(f"{time:.2f}" for time in times)
        print(f"| {name} | {told} | {times[-1] / times[0]:.2f} |")


if __name__ == "__main__":
    main()
