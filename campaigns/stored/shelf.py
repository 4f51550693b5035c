"""Pieces of pages that vary: cards, rows, the worth of a word in all aids, made once a version and
put together for each search.

The door says in the request which version holds; asked past the door nothing is kept. A piece is
at least as new as the version it lies under, as pages are.
"""

from django.utils import timezone

from campaigns.partners.codes import STAND_IN, code_in
from campaigns.services.terms import terms

# In each process. A card with its words and its row takes some two kilobytes, a word 16 bytes an
# aid that has it.
MOST_PIECES = 50_000
FOR_GOOD = "for good"  # of pieces that are known by all they show


class Shelf:
    """{key: (version, piece)}. Safe for threads: each step is one act on a dict."""

    def __init__(self, most=MOST_PIECES):
        self.most = most
        self._pieces = {}

    def get(self, version, key):
        """The piece of that version, or None."""
        found = self._pieces.get(key) if version else None
        return found[1] if found and found[0] == version else None

    def put(self, version, key, piece):
        if version is None:
            return
        if len(self._pieces) >= self.most:
            self._pieces = {}  # it fills up with what is asked for
        self._pieces[key] = (version, piece)


shelf = Shelf()


def kept_on_the_shelf(version, key, read):
    """What `read()` answers, asked once a version."""
    found = shelf.get(version, key)
    if found is None:
        found = read()
        shelf.put(version, key, found)
    return found


def for_good(request):
    """What pieces may be kept under that hold whatever is edited; None past the door."""
    return None if request.environ.get("julien.version") is None else FOR_GOOD


def version_for(request):
    """What pieces of this answer may be kept under: the version and the day, for amounts change
    with it. None when they may not be kept: past the door, or with an invented partner's code."""
    if (found := getattr(request, "shelf_version", ...)) is ...:
        found = request.shelf_version = _version_for(request)
    return found


def _version_for(request):
    version, code = request.environ.get("julien.version"), code_in(request)
    if version is None or (code not in ("", STAND_IN) and code not in terms().partners()):
        return None
    return version, timezone.localdate()
