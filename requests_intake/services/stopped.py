"""A STOP that overtook the words written before it."""

from datetime import timedelta

from requests_intake.models import InboundSms
from requests_intake.sms.words import Kind, meaning

# Operators deliver what was written one after the other within this time in any order.
OVERTAKES_WITHIN = timedelta(minutes=10)
SETTLES = (Kind.STOP, Kind.START)
# Written out: each first SMS asks it, and putting it together took longer than running it.
RECENT = """
SELECT id, body FROM requests_intake_inboundsms WHERE from_lookup = %s AND received_at > %s
ORDER BY received_at DESC, id DESC
"""


def stopped_just_before(lookup, at):
    """Whether the last word on our SMS from this number, minutes ago, was STOP. One query.

    What comes in now may have been written before it: the call is asked for, no SMS is.
    """
    recent = InboundSms.objects.raw(RECENT, [lookup, at - OVERTAKES_WITHIN])
    said = (meaning(sms.body).kind for sms in recent)
    return next((kind for kind in said if kind in SETTLES), None) == Kind.STOP
