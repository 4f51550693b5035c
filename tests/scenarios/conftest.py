"""Demo data takes seconds to make: what several tests read is loaded once a module."""

from contextlib import contextmanager

import pytest
from django.db import transaction

from julien.scenarios import pilot
from julien.scenarios.base import load_base
from tests.make.callbacks import NOW


@contextmanager
def _kept_for_the_module(blocker, load):
    """Rows that the tests of one module share; each test's own changes are rolled back first."""
    with blocker.unblock(), transaction.atomic():
        load()
        with blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def base_rows(django_db_setup, django_db_blocker):
    with _kept_for_the_module(django_db_blocker, load_base):
        yield


@pytest.fixture(scope="module")
def pilot_rows(django_db_setup, django_db_blocker):
    with _kept_for_the_module(django_db_blocker, lambda: pilot.load(now=NOW)):
        yield
