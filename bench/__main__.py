"""`make bench`: the product beside the limits of the machine, in interleaved rounds.

Only ratios of one run count (PERFORMANCE.md): machines differ and drift. The gate is CPU per
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

from bench.load import measure
from bench.targets import BARE_VIEW, SELECT_ONE, all_targets, pages_as_sent
from julien.local.keys import keys
from julien.local.process import Process
from julien.local.services import Services

ROUNDS = 5
HERE = Path(__file__).parent
LOAD = os.getloadavg()[0]
FIRST_VIEWS = """
## First view on a slow phone

Chromium with Lighthouse's profile: 1.6 Mbit/s, 150 ms, a processor four times slower. Cold visits.

"""
SEARCHES = """
## Search, by number of aids

In one process, past the web server; milliseconds, medians. What a word is worth in the texts of all
aids is kept for each version of the pages; the last column is the first search for those words
after an edit. The 4'943 more aids are shuffled texts of ours in which every second word is new, and
five languages are indexed.

"""
SESSION = """
from django.test import Client
client = Client(SERVER_NAME="127.0.0.1")
client.post("/equipe/connexion/", {"username": "intervenante", "password": "julien-demo"})
print("SESSION", client.cookies["sessionid"].value)
"""


def main():
    folder = Path(tempfile.mkdtemp(prefix="julien-bench-"))
    try:
        with ExitStack() as stack:
            services = stack.enter_context(Services(folder / "services"))
            targets, rounds = _play(stack, folder, services)
            first_views = _python("-m", "bench.first_view", os.environ["PUBLIC_BASE_URL"])
            searches = _python("-m", "bench.search_size")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    told = _table(targets, rounds) + FIRST_VIEWS + first_views + SEARCHES + searches
    (HERE / "RESULTS.md").write_text(told)
    sys.stdout.write(told)


def _play(stack, folder, services):
    port, bare_port = _free_port(), _free_port()
    os.environ |= services.addresses() | keys(folder)
    os.environ |= {"DEMO": "1", "STATIC_ROOT": str(folder / "static")}
    os.environ["PUBLIC_BASE_URL"] = f"http://127.0.0.1:{port}"
    for limit in ("HELD_BACK_AFTER", "REFUSED_AFTER"):  # all forms come from one address here
        os.environ[f"FORM_{limit}"] = "1000000"
    for command in (["migrate"], ["collectstatic", "--no-input"], ["demo"]):
        _manage(*command, "--verbosity", "0")
    session = _manage("shell", "-c", SESSION).split("SESSION ")[1].split()[0]
    web = _serve(stack, folder, "julien.wsgi:application", port, "/healthz")
    os.environ["BENCH_PAGES"] = str(folder / "pages")
    Path(os.environ["BENCH_PAGES"]).write_bytes(pickle.dumps(pages_as_sent(port)))
    bare = _serve(stack, folder, "bench.bare:application", bare_port, "/wsgi")
    database = services.parts["DATABASE_URL"].process.popen.pid
    pids = [web, bare, database]
    targets = all_targets(bare=bare_port, product=port, session=f"sessionid={session}")
    rounds = {target.name: [] for target in targets}
    for number in range(ROUNDS + 1):
        for target in targets:
            result = measure(target, pids, first=number * 100_000)
            if number:  # the first round warms up
                rounds[target.name].append(result)
    return targets, rounds


def _manage(*arguments):
    return _python("manage.py", *arguments)


def _python(*arguments):
    command = [sys.executable, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _serve(stack, folder, application, port, health):
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", application, "--port", port]
    command += ["--workers", 2, "--blocking-threads", 2, "--http", "1"]
    process = Process(application, command, log=folder / f"{port}.log")
    process.start()
    stack.callback(process.stop)
    for _try in range(150):
        try:
            urlopen(f"http://127.0.0.1:{port}{health}").close()  # nosec B310
            return process.popen.pid
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{application} does not answer: {process.last_words()}")


def _free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _table(targets, rounds):
    cpu = {name: statistics.median(r.cpu for r in found) for name, found in rounds.items()}
    rate = {name: statistics.median(r.rate for r in found) for name, found in rounds.items()}
    lines = [
        "# Results of `make bench`",
        "",
        f"{ROUNDS} interleaved rounds, medians; {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, {time.strftime('%Y-%m-%d')}, load average before: "
        f"{LOAD:.1f}. CPU is servers and database",
        "together. Only the ratios of one run mean anything. *Of its limit*: the CPU of bare WSGI",
        "that sends the same bytes and headers, divided by the page's (1 is as fast as can be).",
        "",
        f"| what | CPU ms | × {BARE_VIEW} | × {SELECT_ONE} | of its limit | requests/s |",
        "|---|---|---|---|---|---|",
    ]
    for target in targets:
        name = target.name
        ratios = f"{cpu[name] / cpu[BARE_VIEW]:.2f} | {cpu[name] / cpu[SELECT_ONE]:.2f}"
        limit = f"{cpu[target.beside] / cpu[name]:.2f}" if target.beside else ""
        lines.append(f"| {name} | {cpu[name]:.3f} | {ratios} | {limit} | {rate[name]:.0f} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
