"""The secrets of a demo: made once, never replaced, never readable by others."""

import pytest
from cryptography.fernet import Fernet

from julien.local.keys import keys
from julien.local.problem import Problem


def test_keys_are_made_once_and_kept(tmp_path):
    first = keys(tmp_path)
    names = ["FIELD_KEYS", "LOOKUP_KEY", "PROFILE_KEYS", "SECRET_KEY", "TWILIO_AUTH_TOKEN"]
    assert sorted(first) == names
    assert Fernet(first["FIELD_KEYS"]).decrypt(Fernet(first["FIELD_KEYS"]).encrypt(b"x")) == b"x"
    assert keys(tmp_path) == first


def test_two_demos_have_different_keys(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert not set(keys(tmp_path / "a").values()) & set(keys(tmp_path / "b").values())


def test_only_their_owner_reads_them(tmp_path):
    keys(tmp_path)
    assert (tmp_path / "keys.env").stat().st_mode & 0o777 == 0o600


def test_a_key_that_a_newer_version_needs_is_added_and_the_others_stay(tmp_path):
    (tmp_path / "keys.env").write_text("FIELD_KEYS=mine\nLOOKUP_KEY=also-mine\n")
    found = keys(tmp_path)
    assert (found["FIELD_KEYS"], found["LOOKUP_KEY"]) == ("mine", "also-mine")
    assert len(found["SECRET_KEY"]) >= 32
    assert keys(tmp_path) == found


def test_data_whose_keys_are_gone_is_refused(tmp_path):
    (tmp_path / "postgres").mkdir()
    with pytest.raises(Problem, match=r"keys\.env is missing"):
        keys(tmp_path)
    assert not (tmp_path / "keys.env").exists()
