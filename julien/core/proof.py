"""Are these the keys that our rows were written with? Asked before the first row is written.

With a lost or wrong key nobody could read what is there, and whatever came in meanwhile would
be readable by that wrong key alone. So a process that finds it has the wrong ones does not
start, and /readyz says so. The newest rows are the proof: an empty database fits any keys.
"""

import sys

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import DatabaseError
from django.utils.module_loading import import_string

from julien.core.crypto import PROFILE, encrypt, keys_of

FIELD_KEYS_WRONG = "None of FIELD_KEYS opens what was written last: they are not the keys of here."
LOOKUP_KEY_WRONG = "LOOKUP_KEY is not the one our rows were written with: nobody would be found."
FIELD_KEYS_BAD = "FIELD_KEYS is missing or holds what is no key: nothing personal can be kept."
PROFILE_KEYS_BAD = "PROFILE_KEYS holds what is no key: nothing of a situation can be kept."
PROFILE_KEYS_WRONG = "None of PROFILE_KEYS opens the newest profile: they are not the keys of here."


def wrong_keys():
    """What is wrong with the keys, one sentence each. Raises DatabaseError when it cannot ask."""
    try:
        encrypt("")
    except (ValueError, IndexError):
        return [FIELD_KEYS_BAD]
    try:
        encrypt("", keys_of(PROFILE))
    except ValueError:
        return [PROFILE_KEYS_BAD]
    return sorted({sentence for path in settings.KEY_PROOFS for sentence in proof(path)})


def proof(path):
    """The sentences of one app, by its name in settings.KEY_PROOFS."""
    try:
        return list(import_string(path)())
    except InvalidToken:
        return [FIELD_KEYS_WRONG]


def refuse_wrong_keys():
    """End this process, saying why, if its keys are wrong.

    A database that does not answer, or has no tables yet, is no reason: it may come later, and
    until then nothing can be written. /readyz asks again each time.
    """
    try:
        problems = wrong_keys()
    except DatabaseError:
        return
    if problems:
        told = "\n".join(problems)
        sys.exit(f"JU-lien does not start, and has changed nothing.\n{told}\n{WHAT_TO_DO}")


WHAT_TO_DO = "Give back the keys of this installation (docs/operator.md), then start again."
