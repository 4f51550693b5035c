"""A migrated database to begin with, made once for the whole run.

To migrate takes longer than most of the tests that need a server of their own; a copy of the
data folder is there in a moment, and the migrations are the same.
"""

import atexit
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from julien.local.services import Services, lock, remove
from tests.platform.running import Product

WHERE = "JULIEN_TEST_SEED"


def have_a_place():
    """Under pytest-xdist the controller makes it; the workers find it in their environment."""
    if WHERE not in os.environ:
        os.environ[WHERE] = tempfile.mkdtemp(prefix="julien-seed-")
        atexit.register(remove, os.environ[WHERE])


@contextmanager
def migrated_product(*, durable=False):
    """A Product on servers of its own, with our tables and static files; nothing runs yet."""
    folder = Path(tempfile.mkdtemp(prefix="julien-test-"))
    try:
        _plant(folder)
        with Services(folder, durable=durable) as services:
            product = Product(services)
            try:
                yield product
            finally:
                product.stop()
    finally:
        remove(folder)


def _plant(folder):
    folder.chmod(0o755)  # whoever runs PostgreSQL must find it
    seed = _seed()
    for part in ("postgres", "static"):
        shutil.copytree(seed / part, folder / part)


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
