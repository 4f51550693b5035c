"""manage.py without DATABASE_URL: on the services of the demo, running or not."""

import subprocess
import sys

from julien.local.process import Process
from julien.local.services import Services, running_addresses
from tests.platform.running import ROOT, clean_environment, until

COUNT = "from django.contrib.sessions.models import Session; print(Session.objects.count())"


def environment(folder):
    return {**clean_environment(), "DEMO_DIR": str(folder), "PYTHONUNBUFFERED": "1"}


def manage(folder, *arguments):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(folder),
        capture_output=True,
        text=True,
    )


def test_a_command_brings_its_own_services_and_takes_them_away(folder):
    done = manage(folder, "migrate", "--verbosity", "0")
    assert (done.returncode, done.stderr) == (0, "")
    counted = manage(folder, "shell", "--verbosity", "0", "--command", COUNT)
    assert (counted.stdout, counted.stderr) == ("0\n", "")
    assert running_addresses(folder) is None
    assert not list(folder.glob("run/*"))


def test_a_command_attaches_to_services_that_run(folder):
    assert manage(folder, "check").returncode == 0  # leaves the keys
    with Services(folder) as services:
        before = services.parts["DATABASE_URL"].process.popen.pid
        assert manage(folder, "check", "--database", "default").returncode == 0
        assert services.parts["DATABASE_URL"].answers()
        assert services.parts["DATABASE_URL"].process.popen.pid == before


def test_the_command_that_started_the_services_waits_for_those_that_attached(folder):
    """The first command ends while the second still works."""
    gate, passed = folder / "gate", folder / "passed"
    wait = (
        "import pathlib, time\n"
        f"pathlib.Path({str(passed)!r}).write_text('')\n"
        f"while not pathlib.Path({str(gate)!r}).exists(): time.sleep(0.05)\n"
    )
    query = "from django.db import connection\nconnection.cursor().execute('select 1')\n"
    folder.mkdir(exist_ok=True)
    first = Process(
        "first",
        [sys.executable, "manage.py", "shell", "--command", wait],
        log=folder / "log" / "first.log",
        cwd=ROOT,
        env=environment(folder),
    )
    first.start()
    until(passed.exists, "the first command")
    second = Process(
        "second",
        [sys.executable, "manage.py", "shell", "--command", _later(folder) + query],
        log=folder / "log" / "second.log",
        cwd=ROOT,
        env=environment(folder),
    )
    second.start()
    until((folder / "attached").exists, "the second command")
    gate.write_text("")  # the first may end now, and would take the services away
    assert not first.wait(0.5)
    (folder / "go").write_text("")
    assert (second.popen.wait(), first.popen.wait()) == (0, 0), second.last_words()
    assert running_addresses(folder) is None


def _later(folder):
    return (
        "import pathlib, time\n"
        f"pathlib.Path({str(folder / 'attached')!r}).write_text('')\n"
        f"while not pathlib.Path({str(folder / 'go')!r}).exists(): time.sleep(0.05)\n"
    )


def test_what_is_wrong_is_said_in_words(folder):
    folder.joinpath("postgres").mkdir()
    done = manage(folder, "check")
    assert done.returncode == 1
    assert "keys.env is missing" in done.stderr
    assert "Traceback" not in done.stderr
