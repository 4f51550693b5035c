"""A queue of any length, made by the database: for the questions of size."""

from django.db import connection

# One in two closed; of the open: free, tried and waiting or ready, appointed. Promises from five
# days ago to five days ahead, every wish, one in a thousand in danger; each had an SMS. All goes
# by the number of the request, never by its id: ids run on from test to test, and the queue must
# be the same.
MANY = """
WITH asked AS (
    INSERT INTO requests_intake_callbackrequest
        (reference, channel, received_at, due_at, promise_explanation, calendar_id, phone,
         phone_lookup, phone_tail_lookup, first_name, takes_sms, postal_code, language, windows,
         consent_version, needs, for_other, relation, ongoing_support, in_danger, suspicion,
         household_line, closed_at)
    SELECT 'T' || lpad(translate(to_hex(n), '{hex}', '{ours}'), 6, '2'),
         channel, received_at, due_at + (n %% 241 - 120) * interval '1 hour', '',
         calendar_id, phone, 'T' || n, 'Q' || n %% 10000, '', false, '', 'fr',
         CASE n / 2 %% 3 WHEN 0 THEN '{{morning}}' WHEN 1 THEN '{{evening}}' ELSE '{{}}' END
             ::varchar[],
         '', '{{}}', false, '', 'unknown', n %% 997 = 1, '{{}}', 0,
         CASE WHEN n %% {one_open_in} <> 1 THEN received_at END
    FROM requests_intake_callbackrequest, generate_series(%(first)s, %(last)s) n
    WHERE id = %(model)s
    RETURNING id, substr(phone_lookup, 2)::bigint AS n, due_at, closed_at, phone
), told AS (
    INSERT INTO requests_intake_message
        (request_id, kind, language, to_number, body, parts, state, state_since, created_at,
         useless_after, tries, provider_sid, error_code, gateway)
    SELECT id, 'ack', 'fr', phone, phone, 1, 'delivered', due_at, due_at, due_at, 1, '', '', ''
    FROM asked
)
INSERT INTO callbacks_callback
    (request_id, due_at, state, closed_reason, late_reason, visible_from, created_at)
SELECT id, due_at, state, CASE state WHEN 'closed' THEN 'declined' ELSE '' END, '',
    CASE WHEN state IN ('waiting', 'appointed')
        THEN due_at + (n %% 41 - 20) * interval '1 hour' END,
    due_at
FROM (
    SELECT id, n, due_at, CASE
        WHEN closed_at IS NOT NULL THEN 'closed'
        WHEN hashint8(n) & 7 < 4 THEN 'queued'
        WHEN hashint8(n) & 7 < 7 THEN 'waiting'
        ELSE 'appointed' END AS state
    FROM asked
) AS line
"""
HEX, OURS = "0123456789abcdef", "23456789ABCDEFGH"


def reference_of(number):
    """The reference of the so-many-th of them, as a page can be asked for."""
    return "T" + f"{number:06x}".translate(str.maketrans(HEX, OURS))


def make_many(like, *, first, last, one_open_in=2):
    """Requests number `first` to `last` with their callbacks, made like this open request."""
    with connection.cursor() as cursor:
        cursor.execute(
            MANY.format(one_open_in=one_open_in, hex=HEX, ours=OURS),
            {"model": like.pk, "first": first, "last": last},
        )
        cursor.execute(
            "ANALYZE requests_intake_callbackrequest, callbacks_callback, requests_intake_message"
        )
