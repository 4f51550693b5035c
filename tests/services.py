"""The servers that the suite runs on: its own, unless the environment names others.

Started by tests/conftest.py before Django reads its settings. Under pytest-xdist only the
controller starts them; the workers find the addresses in their environment.
"""

import atexit
import os
import signal
import tempfile
from pathlib import Path

from julien.local.services import ADDRESSES, Services, remove

KEYS = {
    "SECRET_KEY": "only-for-tests",
    "FIELD_KEYS": "dGVzdHMgb25seSwgbm90aGluZyBpcyBrZXB0IGhlcmU=",
    "PROFILE_KEYS": "cHJvZmlsZXMgb2YgdGVzdHMsIG9mIG5vYm9keSBhdGE=",
    "LOOKUP_KEY": "only-for-tests",
    "TWILIO_AUTH_TOKEN": "only-for-tests",
}


def scratch_services(**options):
    """Services in a new scratch folder: fast, and lost in a power cut."""
    folder = Path(tempfile.mkdtemp(prefix="julien-test-"))
    return Services(folder, durable=False, **options)


def start_unless_given():
    """Promise: what this starts is stopped and deleted when the process ends."""
    for name, value in KEYS.items():
        os.environ.setdefault(name, value)
    missing = [name for name in ADDRESSES if not os.environ.get(name)]
    if not missing:
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C: clean up, then end
    services = scratch_services(needed=missing)
    atexit.register(remove, services.folder)
    atexit.register(services.stop)  # the last registered runs first
    services.start()
    os.environ.update(services.addresses())
    _work_in(services.folder)


def _work_in(folder):
    """All temporary files of the suite lie there, those of its workers too, and go with it."""
    folder.chmod(0o755)  # for the tests in which nobody runs PostgreSQL
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
