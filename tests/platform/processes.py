"""Who is whose child, from /proc. A process is (number, when it started): numbers are reused."""

from pathlib import Path


def _facts():
    """{number: (parent, state, started)} of every process now."""
    facts = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        facts[int(place.name)] = (int(words[1]), words[0], words[19])
    return facts


def family(pid):
    """This process and all that it started, and they."""
    facts = _facts()
    members, found = {pid}, set()
    while found != members:
        found = set(members)
        members |= {child for child, (parent, *_rest) in facts.items() if parent in members}
    return {(member, facts[member][2]) for member in members if member in facts}


def running(processes):
    """Those that still run; a zombie does not."""
    facts = _facts()
    return {
        (pid, started)
        for pid, started in processes
        if pid in facts and facts[pid][1] != "Z" and facts[pid][2] == started
    }


def command_line(pid):
    """Its words; empty once it has ended."""
    try:
        return (Path("/proc") / str(pid) / "cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
