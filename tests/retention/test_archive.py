"""The file of a backup: whole or refused, and closed to who has no key."""

import io

import pytest
from cryptography.fernet import Fernet

from julien.retention.backup import archive
from julien.retention.backup.archive import (
    BadArchive,
    check,
    copy_dump,
    read_manifest,
    write_archive,
)

MANIFEST = {"at": "2026-11-24T09:00:00+01:00", "rows": {"a": 3}}


@pytest.fixture
def written(tmp_path, monkeypatch):
    """An archive of several pieces."""
    monkeypatch.setattr(archive, "PIECE", 10)
    path = tmp_path / "a.backup"
    write_archive(path, MANIFEST, io.BytesIO(b"Zzqx Markerson, and so on"), finish=lambda: None)
    return path


def dump_in(path):
    target = io.BytesIO()
    copy_dump(path, target)
    return target.getvalue()


@pytest.mark.parametrize("size", [0, 1, 9, 10, 11, 20, 35])
def test_what_went_in_comes_out(tmp_path, monkeypatch, size):
    monkeypatch.setattr(archive, "PIECE", 10)
    path, content = tmp_path / "a.backup", bytes(range(size))

    write_archive(path, MANIFEST, io.BytesIO(content), finish=lambda: None)

    assert dump_in(path) == content
    assert read_manifest(path) == MANIFEST
    check(path)


def test_it_is_closed_to_everybody_else(written, settings):
    assert b"Zzqx" not in written.read_bytes()
    assert written.stat().st_mode & 0o077 == 0
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(BadArchive, match="none of FIELD_KEYS opens it"):
        check(written)


def test_an_older_key_still_opens_it(written, settings):
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]
    assert dump_in(written).startswith(b"Zzqx")


def lines_of(path):
    return path.read_bytes().splitlines(keepends=True)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda lines: lines[:-1], "cut off"),
        (lambda lines: lines[:1], "cut off"),
        (lambda lines: [*lines[:2], *lines[3:]], "piece 1 is missing"),
        (lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]], "piece 1 is missing"),
        (lambda lines: [*lines[:-1], lines[-1][:-20]], "altered"),
        (lambda lines: [*lines[:2], lines[2].replace(b"A", b"B"), *lines[3:]], "altered|missing"),
        (lambda lines: lines[1:], "no backup of JU-lien"),
        (lambda lines: [], "no backup of JU-lien"),
    ],
)
def test_a_harmed_file_is_refused(written, harm, said):
    written.write_bytes(b"".join(harm(lines_of(written))))
    with pytest.raises(BadArchive, match=said):
        check(written)


def test_when_the_dump_fails_there_is_no_file(tmp_path):
    def fails():
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_archive(tmp_path / "a.backup", MANIFEST, io.BytesIO(b"half"), finish=fails)

    assert list(tmp_path.iterdir()) == []
