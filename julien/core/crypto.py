"""Encryption of what people tell us, and keyed hashes to find it again.

Keys come from the environment: FIELD_KEYS (Fernet keys, the first encrypts, all decrypt) and
LOOKUP_KEY. A dump of the database read without them shows no phone, name or message.

What people say of their situation has keys of its own, PROFILE_KEYS: who gets hold of FIELD_KEYS,
or of what they open, does not read it. Until they are set they are derived from FIELD_KEYS, and
what was written under those stays readable afterwards, until rotate_field_keys renews it.
"""

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

# The two sets of keys, by the names of their settings.
PERSONAL = "FIELD_KEYS"
PROFILE = "PROFILE_KEYS"


def keys_of(which):
    """The Fernet keys of that set. The first encrypts, all decrypt."""
    if which == PERSONAL:
        return tuple(settings.FIELD_KEYS)
    return (*settings.PROFILE_KEYS, *map(derived, settings.FIELD_KEYS))


@lru_cache(maxsize=16)
def derived(key):
    """The key of profiles that goes with a key of FIELD_KEYS, where there is no other."""
    digest = hmac.new(key.encode(), b"julien profile", hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode()


@lru_cache(maxsize=8)
def _fernet(keys):
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(text, keys=None):
    """Encrypted text, as ASCII. The same text gives another result each time.

    keys: another set of ours (keys_of), or those of another installation; without, FIELD_KEYS.
    """
    return _fernet(tuple(keys or settings.FIELD_KEYS)).encrypt(text.encode()).decode()


def decrypt(token, keys=None):
    """The text back. Raises cryptography.fernet.InvalidToken under a wrong key."""
    return _fernet(tuple(keys or settings.FIELD_KEYS)).decrypt(token.encode()).decode()


def keyed_hash(purpose, value, key=None):
    """A hash of `value` for equality search: 32 hex digits, other for each `purpose`.

    Without LOOKUP_KEY it cannot be computed, so nobody can try all phone numbers on a dump.
    key: that of another installation; without, our own.
    """
    message = f"{purpose}\x00{value}".encode()
    return hmac.new((key or settings.LOOKUP_KEY).encode(), message, hashlib.sha256).hexdigest()[:32]
