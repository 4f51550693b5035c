"""A migrated database to begin with, made once for the whole run.

To migrate takes longer than most of the tests that need a server of their own; a copy of the
data folder is there in a moment, and the migrations are the same.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from julien.local.services import Services, lock, remove
from tests.platform.running import Product

WHERE = "JULIEN_TEST_SEED"


def have_a_place():
    """Under pytest-xdist the controller makes it; the workers find it in their environment."""
    if WHERE not in os.environ:
        os.environ[WHERE] = tempfile.mkdtemp(prefix="julien-seed-")
        atexit.register(remove, os.environ[WHERE])


def plant(folder):
    """Copy the migrated data to `folder`, where Services will serve it. No server may run there."""
    folder = Path(folder)
    folder.chmod(0o755)  # whoever runs PostgreSQL must find it
    shutil.copytree(_seed() / "postgres", folder / "postgres")
    shutil.copytree(_seed() / "static", folder / "static")


def _seed():
    seed = Path(os.environ[WHERE])
    with lock(seed / "lock", wait=True):
        if not (seed / "static").exists():
            _make(seed)
    return seed


def _make(seed):
    seed.chmod(0o755)
    with Services(seed, durable=False) as services:
        product = Product(services)
        for command in (["migrate", "-v0"], ["collectstatic", "--noinput"]):
            done = product.manage(*command)
            assert done.returncode == 0, done.stderr
