"""Codes that change every 30 seconds (RFC 6238), as every authenticator application makes them.

Pure: the time comes in. SHA-1 and six digits are what the applications know; the secret, not
the hash, is what keeps others out.
"""

import base64
import hmac
import secrets
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
DIGITS = 6
ALLOWED_SKEW = 1  # steps a phone's clock may be early or late
ISSUER = "JU-lien"


def new_secret():
    """160 random bits, in base32 as applications take them."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def step_at(instant):
    return int(instant.timestamp()) // STEP_SECONDS


def code_of(secret, step):
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0xF
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def matching_step(secret, typed, *, at, after=None):
    """The step whose code was typed: now's, or one early or late. None if none, or if used.

    `after` is the last step that opened the door: it and those before it never open again.
    """
    now = step_at(at)
    for step in range(now - ALLOWED_SKEW, now + ALLOWED_SKEW + 1):
        fits = hmac.compare_digest(code_of(secret, step).encode(), typed.encode())
        if fits and (after is None or step > after):
            return step
    return None


def address_for(secret, name):
    """The otpauth: address a QR code holds."""
    label = quote(f"{ISSUER}:{name}", safe=":")
    told = urlencode({"secret": secret, "issuer": ISSUER, "digits": DIGITS, "period": STEP_SECONDS})
    return f"otpauth://totp/{label}?{told}"
