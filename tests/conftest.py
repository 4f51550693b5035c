"""The suite runs on real PostgreSQL and Valkey, and is loud about every slip."""

import gc
import os

import django
import pytest
from django.test import TransactionTestCase

from tests import chromium, emptying, seed, services

services.start_unless_given()
seed.have_a_place()
os.environ["DJANGO_SETTINGS_MODULE"] = "julien.settings_test"
TransactionTestCase._fixture_teardown = lambda _self: emptying.empty()
django.setup()  # here, after the services are up: pytest-django alone would come too early

from callbacks import lists, situation  # noqa: E402 -- models are read once Django is set up
from campaigns.catalogue import categories  # noqa: E402
from requests_intake import needs  # noqa: E402
from requests_intake.services import sms_texts  # noqa: E402

# Files that take minutes: one that began last would leave the other core idle.
SLOW = (
    "tests/platform/",
    "tests/requests_intake/test_bad_days.py",
    "tests/requests_intake/test_outages.py",
    "tests/requests_intake/test_flood.py",
    "tests/retention/test_figures_stay.py",
    "tests/scenarios/",
    "tests/browser/",
    "tests/attack/",
    "tests/trust/",
)


def pytest_collection_modifyitems(items):
    """The slow files first, and the browser tests only where there is a browser."""
    items.sort(key=lambda item: not item.nodeid.startswith(SLOW))
    skip_without_chromium(items)


def pytest_collection_finish():
    """What was imported and collected stays to the end: the collector need not look at it again."""
    gc.collect()
    gc.freeze()


def skip_without_chromium(items):
    """Without Chromium its tests are skipped; on CI that is an error, never a silent pass."""
    driving = [item for item in items if item.get_closest_marker("browser")]
    if not driving or chromium.find():
        return
    if os.environ.get("CI") == "true":
        raise pytest.UsageError("No Chromium found: on CI the browser tests must run.")
    for item in driving:
        item.add_marker(pytest.mark.skip(reason="no Chromium found (apt install chromium)"))


@pytest.fixture(autouse=True)
def unchanged_lists():
    """Each test begins as a process that has read the lists of the desk: nothing is changed."""
    lists.keep({})
    situation.keep({})
    categories.keep({})
    needs.keep({})
    sms_texts.keep({})


@pytest.fixture(scope="session")
def chromium_path():
    """For playwright's executable_path."""
    return chromium.find()
