"""A STOP that overtook the words written before it."""

from datetime import timedelta

from django.db import connection

from julien.core.crypto import decrypt
from requests_intake.sms.words import Kind, meaning

# Operators deliver what was written one after the other within this time in any order.
OVERTAKES_WITHIN = timedelta(minutes=10)
SETTLES = (Kind.STOP, Kind.START)
# Written out: each first SMS asks it, and putting it together took longer than running it.
RECENT = """
SELECT body FROM requests_intake_inboundsms
WHERE from_lookup = %s AND received_at > %s AND body <> ''
ORDER BY received_at DESC, id DESC
"""


def stopped_just_before(lookup, at):
    """Whether the last word on our SMS from this number, minutes ago, was STOP. One query.

    What comes in now may have been written before it: the call is asked for, no SMS is.
    """
    with connection.cursor() as cursor:
        cursor.execute(RECENT, [lookup, at - OVERTAKES_WITHIN])
        said = (meaning(decrypt(body)).kind for (body,) in cursor.fetchall())
    return next((kind for kind in said if kind in SETTLES), None) == Kind.STOP
