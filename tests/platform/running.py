"""Run the product as it runs for people: real processes on real servers."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from julien.local import product as commands
from julien.local.process import Process
from tests.services import KEYS

ROOT = Path(__file__).resolve().parent.parent.parent
LONG = 60  # seconds until we say that something never comes; it comes much sooner


def clean_environment():
    """The machine's, without what the suite itself was told."""
    ours = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL", "DEMO", *KEYS}
    return {name: value for name, value in os.environ.items() if name not in ours}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(true, what):
    """Wait for `true()`, and hand back what it gave."""
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.05)
    raise AssertionError(f"never came: {what}")


def get(port, path):
    """(status, body) of one GET, or (None, "") while nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONG)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except (OSError, http.client.HTTPException):
        return None, ""
    finally:
        connection.close()


class Product:
    """Web, worker and beat on given services, each started by name."""

    def __init__(self, services):
        self.services = services
        self.folder = services.folder
        self.port = free_port()
        self.environment = {
            **clean_environment(),
            **KEYS,
            **services.addresses(),
            "DEMO": "1",
            "STATIC_ROOT": str(self.folder / "static"),
            "BEAT_SCHEDULE_FILE": str(self.folder / "beat-schedule"),
            "ERASED_LIST": str(self.folder / "erased.txt"),
        }
        self.processes = {}

    def manage(self, *arguments):
        """One command of manage.py. Returns how it ended."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )

    def shell(self, code):
        """What the code, run in the product's shell, printed."""
        done = self.manage("shell", "-v0", "-c", code)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def run(self, name, command):
        process = Process(
            name,
            command,
            log=self.folder / "log" / f"{name}.log",
            cwd=ROOT,
            env=self.environment,
        )
        self.processes[name] = process
        process.start()
        return process

    def start_web(self):
        self.run("web", commands.web("127.0.0.1", self.port, workers=1))
        until(lambda: get(self.port, "/healthz")[0] == 200, "an answer of the web server")

    def ready(self):
        """(status, parts) of /readyz."""
        status, body = get(self.port, "/readyz")
        return status, json.loads(body)["parts"]

    def stop(self):
        for process in self.processes.values():
            process.ask_to_stop()
        for process in self.processes.values():
            process.stop()
