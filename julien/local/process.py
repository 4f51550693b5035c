"""Child processes that never outlive us, however we end."""

import ctypes
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from julien.local.account import MYSELF

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
LINUX = sys.platform == "linux"
_prctl = ctypes.CDLL(None).prctl if LINUX else None


class Process:
    """One child, in a session of its own, with its output in a file.

    Promise: it is asked to stop (`ends_with`) when we stop it and when we die, kill -9
    included (on Linux); what does not stop in time is killed with its whole process group.
    """

    def __init__(self, name, command, *, log, account=MYSELF, ends_with=signal.SIGTERM, **popen):
        self.name = name
        self.command = [str(part) for part in command]
        self.log = Path(log)
        self.account = account
        self.ends_with = ends_with
        self.popen_arguments = {**account.popen_arguments(), **popen}
        self.popen = None

    def start(self):
        parent = os.getpid()

        def die_with_parent():
            _prctl(PR_SET_PDEATHSIG, int(self.ends_with))
            if os.getppid() != parent:  # it died before we could say so
                os._exit(1)

        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.popen = subprocess.Popen(
                [*self.account.prefix, *self.command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent if LINUX else None,
                **self.popen_arguments,
            )

    @property
    def alive(self):
        return self.popen is not None and self.popen.poll() is None

    def wait(self, seconds):
        """True once it has ended, False if it still runs after `seconds`."""
        try:
            self.popen.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def ask_to_stop(self):
        if self.alive:
            self.popen.send_signal(self.ends_with)

    def stop(self, patience=10):
        """Ended when this returns, and its process group with it."""
        if self.popen is None:
            return
        self.ask_to_stop()
        self.wait(patience)
        self.kill()

    def kill(self):
        """End it and its process group at once."""
        with suppress(ProcessLookupError, PermissionError):  # nobody left; macOS: the second
            os.killpg(self.popen.pid, signal.SIGKILL)
        self.popen.wait()

    def last_words(self, lines=12):
        """The end of its log, for a message."""
        try:
            text = self.log.read_text(errors="replace")
        except FileNotFoundError:
            return ""
        return "\n".join(f"    {line}" for line in text.splitlines()[-lines:])


def die_with_make():
    """Started by make: stop when make is killed."""
    if LINUX and "MAKELEVEL" in os.environ:
        _prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))


def adopt_orphans():
    """Grandchildren whose parent dies become our children instead of init's (Linux)."""
    if LINUX:
        _prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def kill_descendants():
    """The last sweep: nothing started from here runs afterwards (Linux)."""
    while pids := _children_of(os.getpid()):
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            except (ProcessLookupError, ChildProcessError):
                continue


def _children_of(parent):
    children = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text().rpartition(")")[2].split()
        except OSError:  # gone meanwhile
            continue
        if int(after_name[1]) == parent:
            children.append(int(stat.parent.name))
    return children
