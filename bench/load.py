"""Send requests over kept connections; read from /proc what they cost the servers."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

CONNECTIONS = 4
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Target:
    """One thing to measure. `request(n)` gives (method, path, body, headers) of the n-th.

    `asked_before`: one is sent first and not counted, for it does what others have left to do.
    """

    name: str
    port: int
    request: callable
    expect: int
    count: int
    beside: str = ""
    asked_before: bool = False


@dataclass(frozen=True)
class Round:
    """CPU milliseconds per request of servers and database together, and requests a second."""

    cpu: float
    rate: float


def get(path, **headers):
    return lambda _number: ("GET", path, None, headers)


def measure(target, pids, first):
    """One round of a target. `pids`: roots of the process trees whose CPU counts."""
    share = target.count // CONNECTIONS
    if target.asked_before:
        _send(target, first, 1)
    before, start = _cpu(pids), time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        starts = [first + share * line for line in range(CONNECTIONS)]
        list(pool.map(lambda begin: _send(target, begin, share), starts))
    passed, sent = time.perf_counter() - start, share * CONNECTIONS
    return Round(cpu=(_cpu(pids) - before) * 1000 / sent, rate=sent / passed)


def _send(target, begin, count):
    line = HTTPConnection("127.0.0.1", target.port, timeout=30)
    for number in range(begin, begin + count):
        method, path, body, headers = target.request(number)
        line.request(method, path, body, headers)
        answer = line.getresponse()
        answer.read()
        if answer.status != target.expect:
            raise SystemExit(f"{target.name}: {answer.status} instead of {target.expect}")
    line.close()


def _cpu(pids):
    """Seconds of user and system time of these processes and all below them."""
    return sum(ticks for _pid, ticks in _processes(pids)) / TICK


def tree(pids):
    """These processes and all below them."""
    return [pid for pid, _ticks in _processes(pids)]


def _processes(roots):
    """(pid, ticks of CPU) of these processes and all below them (Linux).

    With what those below have used that ended since: a connection of PostgreSQL is a process,
    and Django opens a new one each minute.
    """
    children, ticks = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        pid = int(stat.parent.name)
        children.setdefault(int(fields[1]), []).append(pid)
        ticks[pid] = sum(map(int, fields[11:15]))
    waiting = list(roots)
    while waiting:
        pid = waiting.pop()
        yield pid, ticks.get(pid, 0)
        waiting += children.get(pid, [])
