"""Real servers and real processes that a test may kill."""

import pytest

from julien.local.services import remove
from tests import seed
from tests.platform.running import Product
from tests.services import scratch_services


@pytest.fixture
def folder():
    """An empty folder with a short path that every account can enter."""
    services = scratch_services()
    yield services.folder
    remove(services.folder)


@pytest.fixture
def services():
    """PostgreSQL and Valkey of this test alone: kill them, start them again."""
    own = scratch_services()
    try:
        own.start()
        yield own
    finally:
        own.stop()
        remove(own.folder)


@pytest.fixture
def bare_product(services):
    """The product's processes on servers in which nothing is made yet."""
    running = Product(services)
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture
def product():
    """The product's processes on servers of this test alone; none runs until it is started."""
    with seed.migrated_product() as running:
        yield running
