"""Demo data takes seconds to make: what several tests read is loaded once a module."""

import pytest

from julien.scenarios import pilot
from julien.scenarios.base import load_base
from tests.kept import kept_for_the_module
from tests.make.callbacks import NOW


@pytest.fixture(scope="module")
def base_rows(django_db_setup, django_db_blocker):
    with kept_for_the_module(django_db_blocker, load_base):
        yield


@pytest.fixture(scope="module")
def pilot_rows(django_db_setup, django_db_blocker):
    with kept_for_the_module(django_db_blocker, lambda: pilot.load(now=NOW)):
        yield
