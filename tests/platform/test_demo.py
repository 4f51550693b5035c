"""`make demo`, as its user sees it: ready, quick the second time, and gone when it ends."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from julien.local.services import remove, running_addresses
from tests.platform import processes
from tests.platform.running import ROOT, free_port, get, until
from tests.platform.test_command import environment
from tests.services import scratch_services


class Running:
    """A demo in the foreground of nobody, and what it said so far."""

    def __init__(self, folder, port):
        self.folder, self.port = folder, port
        self.popen = subprocess.Popen(
            [sys.executable, "-m", "julien.demo"],
            cwd=ROOT,
            env={**environment(folder), "PORT": str(port), "SCENARIO": "empty"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""

    def says(self, words):
        """Read on until it says these words."""
        for line in self.popen.stdout:
            self.said += line
            if words in line:
                return line.strip()
        raise AssertionError(f"ended without saying {words!r}:\n{self.said}")

    def ends(self):
        """(exit code, everything it said)."""
        self.said += self.popen.stdout.read()
        return self.popen.wait(), self.said

    def family(self):
        """The demo and every process it has started."""
        return processes.family(self.popen.pid)

    def member(self, words):
        """The oldest of them whose command line holds these words."""
        members = [pid for pid, _started in self.family()]
        return min(pid for pid in members if words in processes.command_line(pid))


@contextmanager
def demo(folder, port=None):
    running = Running(folder, port or free_port())
    try:
        yield running
    finally:
        running.popen.terminate()
        running.popen.stdout.close()
        running.popen.wait()


@contextmanager
def ready_demo(folder):
    with demo(folder) as running:
        assert running.says("ready") == f"JU-lien is ready: http://127.0.0.1:{running.port}/"
        yield running


@dataclass(frozen=True)
class FirstRun:
    """What was seen of the first demo on a folder, from nothing to Ctrl-C."""

    folder: Path
    said: str
    readiness: int
    processes: set
    left: set
    code: int


@pytest.fixture(scope="module")
def first_run():
    """The first run fills the folder, which takes seconds; the other tests start on that."""
    folder = scratch_services().folder
    with ready_demo(folder) as running:
        readiness, _parts = get(running.port, "/readyz")
        family = running.family()
        running.popen.send_signal(signal.SIGINT)
        code, said = running.ends()
        seen = FirstRun(folder, said, readiness, family, processes.running(family), code)
    yield seen
    remove(folder)


@pytest.fixture
def demo_folder(first_run):
    """A folder on which a demo has run before."""
    return first_run.folder


def test_from_nothing_it_is_ready_and_ctrl_c_leaves_no_process(first_run):
    assert "Loading the demo data (empty)" in first_run.said
    assert "Accounts, password julien-demo:" in first_run.said
    assert first_run.readiness == 200
    parts = {"the demo", "PostgreSQL", "Valkey", "web", "worker", "beat"}
    assert len(first_run.processes) > len(parts)
    assert (first_run.code, first_run.left) == (0, set())


def test_the_second_time_it_keeps_the_data_and_sigterm_leaves_no_process(demo_folder):
    with ready_demo(demo_folder) as running:
        assert "Loading the demo data" not in running.said
        with psycopg.connect(running_addresses(demo_folder)["DATABASE_URL"]) as connection:
            accounts = connection.execute("select count(*) from staff_user").fetchone()
        assert accounts == (8,)
        assert_another_demo_is_refused(demo_folder)
        family = running.family()
        running.popen.terminate()
        assert running.ends()[0] == 0
        assert processes.running(family) == set()


def assert_another_demo_is_refused(folder):
    with demo(folder) as second:
        code, said = second.ends()
    assert code == 1
    assert "already runs on" in said
    assert "DEMO_DIR=var/demo2 PORT=8001 make demo" in said


def test_killed_servers_come_back_and_a_killed_demo_leaves_no_process(demo_folder):
    with ready_demo(demo_folder) as running:
        web = running.member("granian")
        for name, words in (("PostgreSQL", "bin/postgres -D"), ("Valkey", "valkey-server")):
            os.kill(running.member(words), signal.SIGKILL)
            assert running.says(name) == f"{name} ended; it is started again."
            until(lambda: '"down"' not in get(running.port, "/readyz")[1], "readiness")
        assert running.member("granian") == web
        family = running.family()
        running.popen.kill()
        until(lambda: not processes.running(family), "the end of all its processes")


def test_a_dead_process_ends_the_demo_with_its_last_words(demo_folder):
    with ready_demo(demo_folder) as running:
        family = running.family()
        os.kill(running.member("julien.celery beat"), signal.SIGKILL)
        code, said = running.ends()
        assert code == 1
        assert "The beat process ended. It said:" in said
        assert processes.running(family) == set()


def test_a_port_that_is_taken_is_named(demo_folder):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with demo(demo_folder, port) as running:
            code, said = running.ends()
    assert code == 1
    assert f"Port {port} on 127.0.0.1 cannot be used" in said
    assert "PORT=8001 make demo" in said


def test_a_damaged_data_folder_is_named_and_left(demo_folder):
    version = demo_folder / "postgres" / "PG_VERSION"
    was = version.read_text()
    version.unlink()
    try:
        with demo(demo_folder) as running:
            code, said = running.ends()
    finally:
        version.write_text(was)
    assert code == 1
    assert f"mv {demo_folder}/postgres {demo_folder}/postgres.old" in said
    assert "Traceback" not in said
