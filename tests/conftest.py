"""The suite runs on real PostgreSQL and Valkey."""

import pytest


@pytest.fixture(autouse=True)
def _loud_templates(settings):
    """A variable that does not exist in a template is a failure, not a blank."""
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = LoudString("%s")


class LoudString(str):
    def __mod__(self, name):
        raise AssertionError(f"undefined template variable: {name}")
