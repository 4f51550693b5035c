"""Settings of the test suite: the same product, loud about every slip."""

import os
import tempfile
from pathlib import Path

from julien.settings import *  # noqa: F403
from julien.settings import CACHES, TEMPLATES
from tests.loud import LoudString

SECRET_KEY = "only-for-tests"  # nosec B105
DEMO = False
REQUIRE_SECOND_FACTOR = False  # most tests begin behind the door; tests/staff turns it on
SMS_GATEWAY = "memory"
OFFER_KEPT_SECONDS = 0
LISTS_KEPT_SECONDS = 1_000_000  # conftest.py begins each test with nothing changed
# The whole suite comes from one address; the tests of the limits set their own.
FORM_HELD_BACK_AFTER = FORM_REFUSED_AFTER = FORM_REFUSED_AFTER_NUMBER = 1_000_000
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = LoudString()
# The workers of pytest-xdist share one Valkey.
CACHES["default"]["KEY_PREFIX"] = os.environ.get("PYTEST_XDIST_WORKER", "alone")
STATIC_ROOT = None  # nothing is collected: the live server finds static files where they lie
ERASED_LIST = Path(tempfile.gettempdir()) / f"julien-tests-erased-{os.getpid()}.txt"
