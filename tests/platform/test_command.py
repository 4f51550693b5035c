"""manage.py without DATABASE_URL: on the services of the demo, running or not."""

import subprocess
import sys

import pytest

from julien.local.process import Process
from julien.local.services import Services, remove, running_addresses
from tests.platform.running import ROOT, clean_environment, until
from tests.services import scratch_services

ASK = "from django.db import connection as c; k = c.cursor(); k.execute('select 42'); print(*k)"
WAIT = """
import pathlib, time
pathlib.Path({began!r}).touch()
while not pathlib.Path({may_end!r}).exists():
    time.sleep(0.05)
"""


@pytest.fixture(scope="module")
def folder():
    """One DEMO_DIR for all tests of this file: making a database takes a second."""
    own = scratch_services().folder
    yield own
    remove(own)


def environment(folder):
    return {**clean_environment(), "DEMO_DIR": str(folder), "PYTHONUNBUFFERED": "1"}


def shell(code):
    return [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", code]


def run(folder, command):
    """To its end."""
    given = {"cwd": ROOT, "env": environment(folder)}
    return subprocess.run(command, **given, capture_output=True, text=True)


def start(folder, name, code):
    """In the background, until the file NAME.go is there; waits until it runs."""
    began, may_end = folder / f"{name}.began", folder / f"{name}.go"
    wait = WAIT.format(began=str(began), may_end=str(may_end))
    log = folder / "log" / f"{name}.log"
    process = Process(name, shell(wait + code), log=log, cwd=ROOT, env=environment(folder))
    process.start()
    until(began.exists, f"the {name} command")
    return process, may_end


def test_a_command_brings_its_own_services_and_takes_them_away(folder):
    done = run(folder, shell(ASK))
    assert (done.returncode, done.stdout, done.stderr) == (0, "(42,)\n", "")
    assert running_addresses(folder) is None
    assert not list(folder.glob("run/*"))


def test_a_command_attaches_to_services_that_run(folder):
    run(folder, shell(ASK))  # leaves the keys
    with Services(folder) as services:
        server = services.parts["DATABASE_URL"].process
        assert run(folder, shell(ASK)).stdout == "(42,)\n"
        assert services.parts["DATABASE_URL"].process is server
        assert server.alive


def test_the_command_that_started_the_services_waits_for_those_that_attached(folder):
    first, first_may_end = start(folder, "first", "")
    second, second_may_end = start(folder, "second", ASK)
    first_may_end.touch()  # it would take the services away
    assert not first.wait(0.5)
    second_may_end.touch()
    assert (second.popen.wait(), first.popen.wait()) == (0, 0), second.last_words()
    assert "(42,)" in second.last_words()
    assert running_addresses(folder) is None


def test_what_is_wrong_is_said_in_words(tmp_path):
    (tmp_path / "postgres").mkdir()
    done = run(tmp_path, shell(ASK))
    assert done.returncode == 1
    assert "keys.env is missing" in done.stderr
    assert "Traceback" not in done.stderr
