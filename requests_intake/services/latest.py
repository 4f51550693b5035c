"""The request that a number's next words belong to, and what must be known of them."""

from dataclasses import dataclass
from datetime import timedelta

from julien.core.rows import columns_of, read_one
from requests_intake.models import CallbackRequest, Message

# Operators deliver what was written one after the other within this time in any order.
LATELY = timedelta(minutes=10)
# `latest`: the open one, if any, before the closed ones; of those the newest. `joined`: the one
# through which it speaks. Both are locked, in this order, before anything of them is used. The last
# column says whether the one locked is another version than the one seen when we began: somebody
# changed it while we waited, and what else was read is from before.
LATEST = f"""
WITH latest AS MATERIALIZED (
    SELECT *, xmin AS version FROM requests_intake_callbackrequest
    WHERE phone_lookup = %(lookup)s
    ORDER BY closed_at DESC NULLS FIRST, household_line, id DESC LIMIT 1 FOR NO KEY UPDATE
), joined AS MATERIALIZED (
    SELECT other.*, other.xmin FROM latest
    JOIN requests_intake_callbackrequest other ON other.id = latest.merged_into_id
    FOR NO KEY UPDATE OF other
), line AS (
    SELECT * FROM joined UNION ALL SELECT * FROM latest WHERE NOT EXISTS (SELECT FROM joined)
)
SELECT {columns_of(CallbackRequest, "line")}, EXISTS (
    SELECT FROM requests_intake_message WHERE request_id = line.id AND kind = %(next_try)s
), EXISTS (
    SELECT FROM requests_intake_inboundsms WHERE message_sid = %(message_sid)s
), ARRAY (
    SELECT body FROM requests_intake_inboundsms
    WHERE from_lookup = %(lookup)s AND received_at > %(since)s AND body <> ''
    ORDER BY received_at DESC, id DESC
), EXISTS (
    SELECT FROM latest JOIN requests_intake_callbackrequest seen USING (id)
    WHERE seen.xmin <> latest.version
)
FROM (SELECT) AS always LEFT JOIN line ON true
"""  # nosec B608  # no value in it


@dataclass(frozen=True)
class Latest:
    """`request`: the open one of a number, else its last one, else None; locked against changes.

    `has_this_sms`: whether the SMS that is coming in came before. `said_lately`: what the number
    wrote by SMS within LATELY, the last first, as it lies in the database (encrypted).
    What is new, and changed no request we waited for, may be missed: the same SMS at the same
    instant is settled by its unique key, and so is a second open request.
    """

    request: CallbackRequest | None
    has_this_sms: bool
    said_lately: list[str]


def lock_latest(lookup, *, at, message_sid=None):
    """The Latest of a number. `message_sid`: of the SMS that is coming in at that instant.

    A request that the team has joined to another speaks through that other.
    """
    values = {"lookup": lookup, "message_sid": message_sid, "since": at - LATELY}
    values["next_try"] = Message.Kind.NEXT_TRY
    has_changed = True
    while has_changed:
        request, known = read_one(CallbackRequest, LATEST, values)
        told_of_a_try, has_this_sms, said_lately, has_changed = known
    if request is not None:
        request.told_of_a_try = told_of_a_try
    # The other is joined itself, or was made while we waited for the lock.
    while request is not None and request.merged_into_id is not None:
        locked = CallbackRequest.objects.select_for_update(of=("self",), no_key=True)
        request = locked.get(pk=request.merged_into_id)
    return Latest(request, has_this_sms, said_lately)
