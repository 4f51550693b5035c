"""The secrets of a demo: made once, kept with its data, readable by its owner only."""

import base64
import os
import secrets

from julien.local.problem import Problem


def _fernet_key():
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


MAKERS = {
    "SECRET_KEY": secrets.token_hex,
    "FIELD_KEYS": _fernet_key,
    "PROFILE_KEYS": _fernet_key,
    "LOOKUP_KEY": secrets.token_hex,
    "TWILIO_AUTH_TOKEN": secrets.token_hex,
}


def keys(folder):
    """The secrets kept in `folder/keys.env`; made when there is no data yet.

    Promise: a secret that exists is never replaced. Data whose keys are gone is refused:
    new keys would make it unreadable in silence.
    """
    path = folder / "keys.env"
    try:
        known = dict(line.split("=", 1) for line in path.read_text().split())
    except FileNotFoundError:
        if (folder / "postgres").exists():
            raise Problem(
                f"{path} is missing, and the data in {folder} cannot be read without it.\n"
                f"Put it back, or begin with new data: mv {folder} {folder}.old"
            ) from None
        known = {}
    made = {name: make() for name, make in MAKERS.items() if name not in known}
    if made:
        known |= made
        _write(path, known)
    return known


def _write(path, known):
    """Whole or not at all, and never readable by others."""
    new = path.with_suffix(".new")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in known.items())
    new.replace(path)
