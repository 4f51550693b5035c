"""A STOP that overtook the words written before it."""

from julien.core.crypto import decrypt
from requests_intake.sms.words import Kind, meaning

SETTLES = (Kind.STOP, Kind.START)


def stopped_just_before(said_lately):
    """Whether the last word on our SMS from a number, minutes ago, was STOP.

    `said_lately`: of services/latest.py. What comes in now may have been written before it: the
    call is asked for, no SMS is.
    """
    said = (meaning(decrypt(body)).kind for body in said_lately)
    return next((kind for kind in said if kind in SETTLES), None) == Kind.STOP
