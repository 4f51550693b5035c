"""The small installation: what its processes hold in memory, and whether that grows in a soak.

Two web processes, a worker, beat, PostgreSQL and Valkey, as docker-compose.yml starts them.
"""

import time
from dataclasses import replace
from pathlib import Path

from bench.load import measure, tree

SOAK = 6_000
TURNS = 3
MOST = 1_000  # megabytes for all of it together
MEGABYTE = 1_000_000
WHAT = ("home", "one aid", "search", "search, many hits", "form sent", "SMS received")


def memory(pids):
    """{name: megabytes} of these process trees: their own pages and their share of common ones."""
    return {name: sum(map(_share, tree([pid]))) / MEGABYTE for name, pid in pids.items()}


def _share(pid):
    """PSS in bytes (Linux); nothing for a process that just ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def soak(targets, pids):
    """The lines of a table: memory before, and after each third of SOAK requests of all kinds."""
    mixed = [target for target in targets if target.name in WHAT]
    share = SOAK // TURNS // len(mixed)
    seen = [memory(pids)]
    for turn in range(TURNS):
        for target in mixed:
            measure(replace(target, count=share), [], first=5_000_000 + turn * SOAK)
        time.sleep(3)  # the worker and the counters of views have their turn
        seen.append(memory(pids))
    heads = ["before", *(f"after {(turn + 1) * share * len(mixed)}" for turn in range(TURNS))]
    lines = [f"| megabytes | {' | '.join(heads)} |", "|---" * (TURNS + 2) + "|"]
    for name in pids:
        lines.append(f"| {name} | {' | '.join(f'{one[name]:.0f}' for one in seen)} |")
    total = [sum(one.values()) for one in seen]
    lines.append(f"| together | {' | '.join(f'{one:.0f}' for one in total)} |")
    held = "held" if max(total) < MOST else "MISSED"
    return "\n".join([*lines, "", f"Less than {MOST} MB together: {held}."]) + "\n"
