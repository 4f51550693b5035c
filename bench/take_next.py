"""Many hands taking the next at once, beside what PostgreSQL can do for as much (pgbench).

python -m bench.take_next     fills the database of DATABASE_URL with a queue: give it a scratch one

Two yardsticks, both kept planned by PostgreSQL (-M prepared). The least a claim can be: one
statement that takes the earliest promise nobody is changing, and its line of history, in one
transaction, the triggers of the audit trail with them. And the very statements of the service,
heard from it while it takes one: who just came, who takes, and the claim, which chooses besides by
rank, languages, wishes, absence and teams. What the service sets before and after them for its
plans, pgbench has from the beginning.
"""

# ruff: noqa: PLC0415, T201 -- a script: Django is set up before the models are read; it prints

import multiprocessing
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import django

CLIENTS = (1, 8, 32)
ROUNDS, SECONDS = 3, 4
QUEUED = 40_000  # of the 80'000 open; as many closed
# Of one person of the team, as the service writes it.
LEAST = """
BEGIN;
UPDATE callbacks_callback SET state = 'claimed', claimed_by_id = {by}, claimed_at = '{now}',
    lease_until = '{until}'
WHERE id = (SELECT id FROM callbacks_callback WHERE state = 'queued' ORDER BY due_at, id
    FOR NO KEY UPDATE SKIP LOCKED LIMIT 1)
RETURNING id AS taken \\gset
INSERT INTO callbacks_callbackmove (was, "to", at, why, by_id, callback_id)
VALUES ('queued', 'claimed', '{now}', 'taken', {by}, :taken);
COMMIT;
"""
PRESS = "('00000000-0000-4000-8000-' || lpad(:press::text, 12, '0'))::uuid"
AGAIN = """
BEGIN;
SET LOCAL session_replication_role = replica;
DELETE FROM callbacks_callbackmove WHERE "to" = 'claimed';
UPDATE callbacks_callback SET state = 'queued', claimed_by_id = NULL, claimed_at = NULL,
    lease_until = NULL WHERE state = 'claimed';
COMMIT;
"""


def fill():
    """The queue; returns the ids of those who take."""
    from django.db import connection, transaction

    from julien.staff.models import User
    from tests.make.callbacks import make_request
    from tests.make.many import make_many
    from tests.make.staff import make_staff

    if not User.objects.filter(username="preneur0").exists():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            like = make_request(due_in=timedelta(hours=1))
            make_many(like, first=1, last=4 * QUEUED)
            for number in range(max(CLIENTS)):
                make_staff(username=f"preneur{number}")
    again()
    return list(User.objects.filter(username__startswith="preneur").values_list("pk", flat=True))


def again():
    """All that was taken is free again, and the tables are as clean as before."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(AGAIN)
        cursor.execute("VACUUM ANALYZE callbacks_callback, callbacks_callbackmove")


def least(clients, takers, now):
    """(claims a second, p99 ms) of the least a claim can be."""
    from callbacks.rules import LEASE

    sql = LEAST.format(by=takers[0], now=now.isoformat(), until=(now + LEASE).isoformat())
    return _pgbench(clients, sql)


def same(clients, takers, now):
    """(claims a second, p99 ms) of the statements that take_next sends."""
    from django.db import connection

    from callbacks.head import WALK
    from callbacks.services.queue import take_next
    from julien.staff.models import User

    heard = []

    def hear(execute, sql, params, many, context):
        heard.append((sql, params))
        return execute(sql, params, many, context)

    by = User.objects.get(pk=takers[0])
    take_next(by=by, at=now, press=uuid4())  # brings in who stands at the door, as others did
    with connection.execute_wrapper(hear):
        take_next(by=by, at=now, press=uuid4())
    steps = [_as_pgbench(*one, takers) for one in heard if one[1]]
    connection.close()
    sql = ";\n".join(["\\set press random(1, 1000000000000)\nBEGIN", *steps, "COMMIT;\n"])
    plans = " ".join(f"-c {one.removeprefix('SET ')}" for one in WALK.split("; "))
    return _pgbench(clients, sql, plans.replace(" = ", "="))


def _as_pgbench(sql, params, takers):
    """With the values that it is told; each client is a person, each run a press of its own."""
    own = {"press": PRESS, "me": f"(ARRAY{takers})[:client_id::int + 1]"}
    for name, value in params.items():
        told = str(value) if isinstance(value, int) else f"timestamptz '{value}'"
        sql = sql.replace(f"%({name})s", own.get(name, told))
    return " ".join(sql.replace("%%", "%").split())


def _pgbench(clients, sql, plans=""):
    from django.conf import settings

    from julien.local import binaries

    database = settings.DATABASES["default"]
    with tempfile.TemporaryDirectory(prefix="julien-take-") as folder:
        script = Path(folder) / "least.sql"
        script.write_text(sql)
        command = [binaries.postgres() / "pgbench", "-n", "-c", str(clients), "-j", "2"]
        command += ["-M", "prepared"]
        command += ["-T", str(SECONDS), "-f", script, "-l", "--log-prefix", f"{folder}/each"]
        command += ["-h", database["HOST"], "-U", database["USER"] or "postgres"]
        command += ["-p", str(database["PORT"] or 5432), database["NAME"]]
        environment = os.environ | {"PGOPTIONS": plans}
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
        lines = [one for log in Path(folder).glob("each*") for one in log.read_text().splitlines()]
    times = [int(line.split()[2]) / 1000 for line in lines]
    return float(re.search(r"tps = ([\d.]+)", done.stdout)[1]), _p99(times)


def service(clients, takers, now):
    """(claims a second, p99 ms, Python's CPU ms for one) of take_next, each client a process and a
    person of its own."""
    context = multiprocessing.get_context("fork")
    gate, answers = context.Barrier(clients), context.Queue()
    arguments = [(taker, now, gate, answers) for taker in takers[:clients]]
    hands = [context.Process(target=_take, args=one) for one in arguments]
    for hand in hands:
        hand.start()
    told = [answers.get() for _hand in hands]
    for hand in hands:
        hand.join()
    taken = [pk for _before, one, _cpu in told for pk, _time in one]
    everything = taken + [before for before, _one, _cpu in told]
    if len(everything) != len(set(everything)):
        raise SystemExit("one callback has two winners")
    cpu = 1000 * sum(cpu for _before, _one, cpu in told) / len(taken)
    return len(taken) / SECONDS, _p99([each for _b, one, _cpu in told for _pk, each in one]), cpu


def _take(taker, now, gate, answers):
    from callbacks.services.queue import take_next
    from julien.staff.models import User

    by, taken = User.objects.get(pk=taker), []
    before = take_next(
        by=by, at=now, press=uuid4()
    ).pk  # as a process that has answered a moment ago
    gate.wait()
    worked = time.process_time()
    end = time.perf_counter() + SECONDS
    while (start := time.perf_counter()) < end:
        callback = take_next(by=by, at=now, press=uuid4())
        taken.append((callback.pk, 1000 * (time.perf_counter() - start)))
    answers.put((before, taken, time.process_time() - worked))


def _p99(times):
    return sorted(times)[int(0.99 * len(times))]


def _told(results):
    """A second, p99 ms, and for the service Python's CPU ms: medians of the rounds."""
    medians = map(statistics.median, zip(*results, strict=True))
    return ", ".join(f"{one:.{digits}f}" for one, digits in zip(medians, (0, 0, 1), strict=False))


def _share(ours, theirs):
    """How many of theirs we make: the median of what each round says, taken side by side."""
    return statistics.median(one[0] / other[0] for one, other in zip(ours, theirs, strict=True))


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "julien.settings")
    django.setup()
    from django.db import connection

    from tests.make.callbacks import NOW

    takers = fill()
    print(f"load average before: {os.getloadavg()[0]:.1f}\n")
    heads = ("clients", *(f"{name}: a second, p99 ms" for name in ("the least", "the same SQL")))
    heads += ("the service: a second, p99 ms, CPU ms", "of the same SQL", "of the least")
    print(f"| {' | '.join(heads)} |")
    print("|---" * len(heads) + "|")
    for clients in CLIENTS:
        seen = {least: [], same: [], service: []}
        for _round in range(ROUNDS):
            for act, results in seen.items():
                again()
                connection.close()  # nothing open is shared with a fork
                results.append(act(clients, takers, NOW))
        told = [" | ".join(map(_told, seen.values()))]
        told += [f"{_share(seen[service], seen[beside]):.2f}" for beside in (same, least)]
        print(f"| {clients} | {' | '.join(told)} |")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
