"""The list of what was erased, kept outside the database: a restored backup is erased again by it.

One line for each erased request: the instant, and a keyed hash of its reference. Nobody can be
read from it, and without LOOKUP_KEY no reference either.
"""

import os
from datetime import datetime

from django.conf import settings

from julien.core.crypto import keyed_hash

DIGITS = 32


def digest_of(reference):
    return keyed_hash("erased", reference)


def note_erased(references, at):
    """Add these, on disk when this returns. Call it last in the transaction that erases.

    A list that cannot be written raises OSError: then nothing is erased. Lines of a transaction
    that fails afterwards do no harm: those people were to be erased.
    """
    _append(settings.ERASED_LIST, {digest_of(reference): at for reference in references})


def copy_list(path):
    """Bring the copy at `path` up to date: what is in either is in it afterwards."""
    there = read_erased(path)
    _append(path, {digest: at for digest, at in read_erased().items() if there.get(digest) != at})


def read_erased(path=None):
    """{digest: the last instant it was erased}. Lines that are not whole are passed over."""
    path = path or settings.ERASED_LIST
    found = {}
    if not path.exists():
        return found
    for line in path.read_text().splitlines():
        at, _space, digest = line.partition(" ")
        if len(digest) == DIGITS:
            found[digest] = datetime.fromisoformat(at)
    return found


def _append(path, erased):
    lines = "".join(f"{at.isoformat()} {digest}\n" for digest, at in erased.items())
    if not lines:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if _ends_torn(path):
        lines = "\n" + lines
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        if os.write(handle, lines.encode()) < len(lines):
            raise OSError("the list of what was erased is not whole: is the disk full?")
        os.fsync(handle)
    finally:
        os.close(handle)


def _ends_torn(path):
    """Whether the last line was cut, by a full disk or a power cut: it stays a line by itself."""
    return path.exists() and path.read_bytes()[-1:] not in {b"", b"\n"}
