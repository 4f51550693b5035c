"""The pages a process keeps, within a bound: what was not asked for longest goes first."""

import threading
from collections import OrderedDict


class Memory:
    """{key: Answer}, at most `most_bytes` of bodies together. Safe for threads."""

    def __init__(self, most_bytes):
        self.most_bytes = most_bytes
        self.bytes = 0
        self._pages = OrderedDict()
        self._lock = threading.Lock()

    @property
    def addresses(self):
        """The keys of what is kept, longest not asked for first."""
        return list(self._pages)

    def get(self, key, *, version, now):
        """The page of that version, still true at `now`; None if there is none."""
        page = self._pages.get(key)
        if page is None or now >= page.until:
            return None
        # Most often the very same object: two UUIDs take longer to compare than all of this.
        if page.version is not version and page.version != version:
            return None
        try:
            self._pages.move_to_end(key)
        except KeyError:  # another thread just let it go
            return None
        return page

    def put(self, key, page):
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self.bytes += page.size
            while self.bytes > self.most_bytes:
                self._drop(next(iter(self._pages)))

    def _drop(self, key):
        page = self._pages.pop(key, None)
        if page is not None:
            self.bytes -= page.size
