"""Settings of the test suite: the same product, loud about every slip."""

from julien.settings import *  # noqa: F403

SECRET_KEY = "only-for-tests"
DEMO = False
SMS_GATEWAY = "memory"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
