"""The environment of a demo, and services for one command of manage.py."""

import os
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from julien.local.keys import keys
from julien.local.problem import Problem
from julien.local.services import Services, lock, running_addresses

BASE_DIR = Path(__file__).resolve().parent.parent.parent
WAIT_SECONDS = 90


def demo_folder():
    """DEMO_DIR, seen from the root of the repository."""
    return BASE_DIR.joinpath(os.environ.get("DEMO_DIR") or "var/demo").resolve()


def set_defaults(values):
    """Set what the environment does not say, or says with an empty value."""
    for name, value in values.items():
        if not os.environ.get(name, "").strip():
            os.environ[name] = value


def set_demo_defaults(folder):
    """Everything that settings need besides the addresses of the services."""
    set_defaults(
        {
            "DEMO": "1",
            "STATIC_ROOT": str(folder / "static"),
            "BEAT_SCHEDULE_FILE": str(folder / "beat-schedule"),
            "ERASED_LIST": str(folder / "erased.txt"),
            **keys(folder),
        }
    )


@contextmanager
def services_for_command():
    """Around one command: the database of the demo, running or started just for it.

    With DATABASE_URL set this does nothing: settings come from the environment alone.
    """
    if os.environ.get("DATABASE_URL", "").strip():
        yield
        return
    folder = demo_folder()
    with ExitStack() as stack:
        try:
            addresses = _enter(folder, stack)
        except Problem as problem:
            sys.exit(str(problem))
        set_demo_defaults(folder)
        set_defaults(addresses)
        yield


def _enter(folder, stack):
    """Attach to what runs, else start it; try again while another command is between the two."""
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        for way in (_attached, _started):
            try:
                return stack.enter_context(way(folder))
            except (BlockingIOError, NotRunning):
                continue
        time.sleep(0.2)
    raise Problem(f"The services of {folder} are neither up nor free to be started.")


class NotRunning(Exception):
    """Nothing to attach to."""


@contextmanager
def _attached(folder):
    with lock(folder / "users.lock", shared=True):
        addresses = running_addresses(folder)
        if addresses is None:
            raise NotRunning
        yield addresses | _public_address(folder)


@contextmanager
def _started(folder):
    """Started for this command; others may attach meanwhile and are waited for."""
    with lock(folder / "lock"):
        keys(folder)
        services = Services(folder)
        services.start()
        try:
            yield services.addresses()
        finally:
            with lock(folder / "users.lock", wait=True):
                services.stop()


def _public_address(folder):
    """Where the running demo is reached, for the links that a command writes."""
    try:
        return {"PUBLIC_BASE_URL": (folder / "address").read_text().strip()}
    except FileNotFoundError:
        return {}
