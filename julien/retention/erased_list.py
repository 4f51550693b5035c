"""The list of what was erased, kept outside the database: a restored backup is erased again by it.

One line for each erased request: the instant, and a keyed hash of its reference. Nobody can be
read from it, and without LOOKUP_KEY no reference either.
"""

import os
from datetime import datetime

from django.conf import settings

from julien.core.crypto import keyed_hash


def digest_of(reference):
    return keyed_hash("erased", reference)


def note_erased(references, at):
    """Add these, on disk when this returns. Call it last in the transaction that erases.

    A list that cannot be written raises OSError: then nothing is erased. Lines of a transaction
    that fails afterwards do no harm: those people were to be erased.
    """
    lines = "".join(f"{at.isoformat()} {digest_of(reference)}\n" for reference in references)
    if not lines:
        return
    settings.ERASED_LIST.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(settings.ERASED_LIST, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        if os.write(handle, lines.encode()) < len(lines):
            raise OSError("the list of what was erased is not whole: is the disk full?")
        os.fsync(handle)
    finally:
        os.close(handle)


def read_erased():
    """{digest: the last instant it was erased}. Lines that are not whole are passed over."""
    found = {}
    if not settings.ERASED_LIST.exists():
        return found
    for line in settings.ERASED_LIST.read_text().splitlines():
        at, _space, digest = line.partition(" ")
        if len(digest) == 32:
            found[digest] = datetime.fromisoformat(at)
    return found
