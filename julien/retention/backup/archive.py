"""The file of a backup: a head, then encrypted pieces, one a line.

Each piece carries its place and whether it is the last, under FIELD_KEYS: a file that was cut,
mixed or altered is refused before anything is restored. The first piece is the manifest (JSON),
the others are pg_dump's custom format. Any of FIELD_KEYS opens it; the first writes it.
"""

import json
import os
import struct
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

HEAD = b"JU-lien backup 1\n"
PIECE = 1 << 20
PLACE = struct.Struct(">Q?")
LONGEST_LINE = 2 * PIECE
WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


class BadArchive(Exception):
    """The file is no backup of ours, is not whole, or none of FIELD_KEYS opens it."""


def write_archive(path, manifest, source, *, finish):
    """Write what `source` (a binary stream) gives, whole or not at all.

    The file appears under its name only once it is complete, on disk, and `finish()`, which waits
    for the end of who writes the source, has raised nothing.
    """
    path, cipher = Path(path), _cipher()
    unfinished = path.with_suffix(".unfinished")
    try:
        with os.fdopen(os.open(unfinished, WRITE, 0o600), "wb") as file:
            file.write(HEAD)
            for place, last, piece in _numbered(manifest, source):
                file.write(cipher.encrypt(PLACE.pack(place, last) + piece) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        finish()
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def read_manifest(path):
    """What the first piece says. Raises BadArchive."""
    return json.loads(next(_pieces(path)))


def check(path):
    """Read the whole file. Raises BadArchive unless every piece is there and unaltered."""
    for _piece in _pieces(path):
        pass


def copy_dump(path, target):
    """Write the dump in the archive to `target`, a binary stream."""
    pieces = _pieces(path)
    next(pieces)
    for piece in pieces:
        target.write(piece)


def _numbered(manifest, source):
    """(place, is it the last, bytes): the manifest, then the source in pieces."""
    place, piece = 0, json.dumps(manifest).encode()
    while following := source.read(PIECE):
        yield place, False, piece
        place, piece = place + 1, following
    yield place, True, piece


def _pieces(path):
    cipher, last = _cipher(), False
    with Path(path).open("rb") as file:
        if file.read(len(HEAD)) != HEAD:
            raise BadArchive(f"{path} is no backup of JU-lien.")
        place = 0
        while line := file.readline(LONGEST_LINE):
            found, last, piece = _opened(cipher, line, path)
            if found != place:
                raise BadArchive(f"{path} is not whole: piece {place} is missing.")
            yield piece
            place += 1
    if not last:
        raise BadArchive(f"{path} is cut off: its end is missing.")


def _opened(cipher, line, path):
    try:
        plain = cipher.decrypt(line.rstrip(b"\n"))
    except InvalidToken:
        raise BadArchive(f"{path} is altered, or none of FIELD_KEYS opens it.") from None
    place, last = PLACE.unpack_from(plain)
    return place, last, plain[PLACE.size :]


def _cipher():
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])
