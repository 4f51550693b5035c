"""Encryption of what people tell us, and keyed hashes to find it again.

Keys come from the environment: FIELD_KEYS (Fernet keys, the first encrypts, all decrypt) and
LOOKUP_KEY. A dump of the database read without them shows no phone, name or message.
"""

import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


@lru_cache(maxsize=4)
def _fernet(keys):
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(text, keys=None):
    """Encrypted text, as ASCII. The same text gives another result each time.

    keys: those of another installation (a copy for training); without, our own.
    """
    return _fernet(tuple(keys or settings.FIELD_KEYS)).encrypt(text.encode()).decode()


def decrypt(token):
    """The text back. Raises cryptography.fernet.InvalidToken under a wrong key."""
    return _fernet(tuple(settings.FIELD_KEYS)).decrypt(token.encode()).decode()


def keyed_hash(purpose, value, key=None):
    """A hash of `value` for equality search: 32 hex digits, other for each `purpose`.

    Without LOOKUP_KEY it cannot be computed, so nobody can try all phone numbers on a dump.
    key: that of another installation; without, our own.
    """
    message = f"{purpose}\x00{value}".encode()
    return hmac.new((key or settings.LOOKUP_KEY).encode(), message, hashlib.sha256).hexdigest()[:32]
