"""`make bench`: the product beside the limits of the machine, in interleaved rounds.

Only ratios of one run count: machines differ and drift. The gate is CPU per
request, servers and database together. Writes bench/RESULTS.md.
"""

import os
import pickle
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.request import urlopen

import psycopg

from bench.broadcast import play
from bench.load import measure
from bench.running import soak
from bench.targets import BARE_VIEW, SELECT_ONE, all_targets, pages_as_sent
from julien.local.keys import keys
from julien.local.process import Process
from julien.local.product import beat, worker
from julien.local.services import Services

ROUNDS = 5
AT_WORK = " (others were at work on this machine: times are too long, ratios less sure)"
HERE = Path(__file__).parent
LOAD = os.getloadavg()[0]
RUNNING = """
## Memory and a soak

The small installation, after the rounds above: two web processes, a worker, beat, PostgreSQL and
Valkey; each process's own pages and its share of common ones (PSS). Then pages, searches, forms and
SMS by the thousand.

"""
BROADCAST = """
## The evening of a broadcast

The radio speaks of the service. Assumed: of 73'584 people one in ten hears it, one in ten of those
comes within a quarter of an hour, reads four pages, and one visitor in twenty asks for a call; the
worst minute is three times the mean. Played: ten times that, for half a minute, sent by the clock.

"""
FIRST_VIEWS = """
## First view on a slow phone

Chromium with Lighthouse's profile: 1.6 Mbit/s, 150 ms, a processor four times slower. Cold visits.

"""
SEARCHES = """
## Searches, lists, one aid and home, with 1, 10 and 100 times our aids

In one process, past the web server and what it keeps; milliseconds, medians. What a word is worth
in the texts of all aids, and each page as it was written, is kept for each version of the pages;
the last column is the first search for those words, or the first such page, after an edit. The more
aids are shuffled texts of ours in which every second word is new, of the providers we know in turn,
and the words of every language of the site are indexed.

"""
QUEUES = """
## The queue, with 1, 10 and 100 times as many open

In one process, Python and the database together, beside seven times as many closed ones.

"""
TAKES = """
## Taking the next, many hands at once

Beside pgbench, twice: with the least a claim can be (the earliest promise that nobody is changing,
its line of history, the audit trail), and with the very statements of the service, which choose
besides. Each client is a process and a person; never two winners, or there is no table.

"""
SESSION = """
from django.test import Client
client = Client(SERVER_NAME="127.0.0.1")
client.post("/equipe/connexion/", {"username": "intervenante", "password": "julien-demo"})
print("SESSION", client.cookies["sessionid"].value)
"""


FLOOR_TABLE = """
CREATE TABLE bench_floor (sid text PRIMARY KEY, sender text, body text, at timestamptz)
"""


def main():
    folder = Path(tempfile.mkdtemp(prefix="julien-bench-"))
    try:
        with ExitStack() as stack:
            services = stack.enter_context(Services(folder / "services"))
            told = []
            for part in _parts(stack, folder, services):
                sys.stdout.write(part)
                sys.stdout.flush()
                told.append(part)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    (HERE / "RESULTS.md").write_text("".join(told))


def _parts(stack, folder, services):
    """The parts of RESULTS.md, one after the other."""
    yield from _play(stack, folder, services)
    yield FIRST_VIEWS + _python("-m", "bench.first_view", os.environ["PUBLIC_BASE_URL"])
    yield SEARCHES + _python("-m", "bench.search_size")
    yield QUEUES + _python("-m", "bench.queue_size", "--growth")
    yield TAKES + _python("-m", "bench.take_next")


def _play(stack, folder, services):
    """The parts of RESULTS.md that are about the running product."""
    port, bare_port = _free_port(), _free_port()
    _prepare(folder, services, port)
    session = _manage("shell", "-c", SESSION).split("SESSION ")[1].split()[0]
    web = _serve(stack, folder, "julien.wsgi:application", port, "/healthz")
    os.environ["BENCH_PAGES"] = str(folder / "pages")
    Path(os.environ["BENCH_PAGES"]).write_bytes(pickle.dumps(pages_as_sent(port)))
    bare = _serve(stack, folder, "bench.bare:application", bare_port, "/wsgi")
    postgres, valkey = (part.process.popen.pid for part in services.parts.values())
    targets = all_targets(bare=bare_port, product=port, session=f"sessionid={session}")
    yield _table(targets, _rounds(targets, [web, bare, postgres]))
    parts = {"web": web, "PostgreSQL": postgres, "Valkey": valkey}
    for name, command in (("worker", worker()), ("beat", beat())):
        parts[name] = _start(stack, folder, name, command).popen.pid
    time.sleep(20)  # they start, and the worker sends what the rounds have left
    yield RUNNING + soak(targets, parts)
    yield BROADCAST + play(targets, os.environ["DATABASE_URL"])


def _prepare(folder, services, port):
    os.environ |= services.addresses() | keys(folder)
    os.environ |= {"DEMO": "1", "STATIC_ROOT": str(folder / "static")}
    os.environ["BEAT_SCHEDULE_FILE"] = str(folder / "beat")
    os.environ["PUBLIC_BASE_URL"] = f"http://127.0.0.1:{port}"
    for limit in ("HELD_BACK_AFTER", "REFUSED_AFTER"):  # all forms come from one address here
        os.environ[f"FORM_{limit}"] = "1000000"
    for command in (["migrate"], ["collectstatic", "--no-input"], ["demo"]):
        _manage(*command, "--verbosity", "0")
    with psycopg.connect(os.environ["DATABASE_URL"]) as database:
        database.execute(FLOOR_TABLE)


def _rounds(targets, pids):
    """{name of a target: [Round]}; the first round warms up."""
    rounds = {target.name: [] for target in targets}
    for number in range(ROUNDS + 1):
        for target in targets:
            result = measure(target, pids, first=number * 100_000)
            if number:
                rounds[target.name].append(result)
    return rounds


def _manage(*arguments):
    return _python("manage.py", *arguments)


def _python(*arguments):
    command = [sys.executable, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def _serve(stack, folder, application, port, health):
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", application, "--port", port]
    command += ["--workers", 2, "--blocking-threads", 2, "--http", "1"]
    process = _start(stack, folder, application, command)
    for _try in range(150):
        try:
            urlopen(f"http://127.0.0.1:{port}{health}").close()  # nosec B310
            return process.popen.pid
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{application} does not answer: {process.last_words()}")


def _start(stack, folder, name, command):
    process = Process(name, command, log=folder / f"{name}.log")
    process.start()
    stack.callback(process.stop)
    return process


def _free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _table(targets, rounds):
    """Ratios are medians of those of each round, taken side by side."""
    lines = [
        "# Results of `make bench`",
        "",
        f"{ROUNDS} interleaved rounds, medians; {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, {time.strftime('%Y-%m-%d')}, load average before: "
        f"{LOAD:.1f}{AT_WORK if LOAD > 1 else ''}. CPU is servers and database",
        "together. Only the ratios of one run mean anything. *Of its limit*: the CPU of bare WSGI",
        "that sends the same bytes and headers, or keeps an SMS as one row, divided by this one's",
        "(1 is as fast as can be).",
        "",
        f"| what | CPU ms | × {BARE_VIEW} | × {SELECT_ONE} | of its limit | requests/s |",
        "|---|---|---|---|---|---|",
    ]
    for target in targets:
        mine = rounds[target.name]
        cpu, rate = (statistics.median(getattr(one, of) for one in mine) for of in ("cpu", "rate"))
        ratios = [f"{1 / _share(rounds[limit], mine):.2f}" for limit in (BARE_VIEW, SELECT_ONE)]
        limit = f"{_share(rounds[target.beside], mine):.2f}" if target.beside else ""
        columns = [target.name, f"{cpu:.3f}", *ratios, limit, f"{rate:.0f}"]
        lines.append(f"| {' | '.join(columns)} |")
    return "\n".join(lines) + "\n"


def _share(limit, mine):
    """How much of the CPU of `mine` the limit takes: the median over the rounds."""
    return statistics.median(a.cpu / b.cpu for a, b in zip(limit, mine, strict=True))


if __name__ == "__main__":
    main()
