"""Settings of the desk that each process reads once in a while, not with every page."""

import time

from django.conf import settings


class Kept:
    """What `read()` gives, read at most once in settings.LISTS_KEPT_SECONDS by each process."""

    def __init__(self, read):
        self._read = read
        self._value = None
        self.forget()

    def value(self):
        """As it was last read."""
        if time.monotonic() - self._read_at >= settings.LISTS_KEPT_SECONDS:
            self.keep(self._read())
        return self._value

    def keep(self, value):
        """Work with this from now on."""
        self._value = value
        self._read_at = time.monotonic()

    def forget(self):
        """Read anew when it is next needed: something was edited."""
        self._read_at = float("-inf")
