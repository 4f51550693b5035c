"""Look, seal, verify."""

from django.db import connection, transaction

from julien.audit.models import AuditEntry

SEAL_LOCK = 0x4A55_4C49  # "JULI": one sealer at a time

ROW = """concat_ws('|', e.id, extract(epoch FROM e.at), e.action, e.what, coalesce(e.row_id, 0),
    coalesce(e.person_id, 0), e.columns, coalesce(e.actor_id, 0), e.page, e.why)"""

SEAL = f"""
WITH fresh AS (
    SELECT e.* FROM audit_auditentry e
    LEFT JOIN audit_sealedentry s ON s.entry_id = e.id
    WHERE s.entry_id IS NULL ORDER BY e.id LIMIT %(limit)s
), before AS (
    SELECT coalesce(max(number), 0) AS number,
        coalesce((SELECT digest FROM audit_auditseal ORDER BY number DESC LIMIT 1), '') AS digest
    FROM audit_auditseal
), body AS (
    SELECT count(*) AS entries, string_agg({ROW}, E'\\n' ORDER BY e.id) AS text FROM fresh e
), seal AS (
    INSERT INTO audit_auditseal (number, at, entries, digest)
    SELECT before.number + 1, clock_timestamp(), body.entries,
        encode(sha256(convert_to(before.digest || E'\\n' || body.text, 'UTF8')), 'hex')
    FROM before, body WHERE body.entries > 0
    RETURNING number
), sealed AS (
    INSERT INTO audit_sealedentry (entry_id, seal_id) SELECT fresh.id, seal.number FROM fresh, seal
    RETURNING 1
)
SELECT count(*) FROM sealed
"""  # nosec B608  # ROW is the constant above

VERIFY = f"""
WITH body AS (
    SELECT s.seal_id, count(*) AS entries, string_agg({ROW}, E'\\n' ORDER BY e.id) AS text
    FROM audit_sealedentry s JOIN audit_auditentry e ON e.id = s.entry_id GROUP BY s.seal_id
), chain AS (
    SELECT number, entries, digest, lag(number, 1, 0::bigint) OVER w AS number_before,
        lag(digest, 1, '') OVER w AS digest_before
    FROM audit_auditseal WINDOW w AS (ORDER BY number)
)
SELECT chain.number FROM chain LEFT JOIN body ON body.seal_id = chain.number
WHERE chain.number <> chain.number_before + 1
    OR chain.entries IS DISTINCT FROM body.entries
    OR chain.digest IS DISTINCT FROM
        encode(sha256(convert_to(chain.digest_before || E'\\n' || body.text, 'UTF8')), 'hex')
ORDER BY chain.number
"""  # nosec B608


def record_read(*, person_id, what, by, page, why="", row_id=None):
    """Write down that `by` saw the record of one request, or (None) `what` is about nobody.

    Returns the entry. `by` is None for a command, run by who has the server.

    Call it before showing anything.

    It joins the caller's transaction if there is one; if it cannot be written, the error rises
    and nothing is shown. An administrator in `by`'s place is the one written down.
    """
    entry = _read(by, person_id=person_id, what=what, page=page, why=why, row_id=row_id)
    entry.save(force_insert=True)
    return entry


def record_reads(people, *, what, by, page):
    """record_read() of each of these `people`, who stand in one list: one statement."""
    AuditEntry.objects.bulk_create(
        _read(by, person_id=person_id, what=what, page=page) for person_id in people
    )


def _read(by, *, person_id, what, page, why="", row_id=None):
    actor_id, why = by.answers_for(why) if by else (None, why)
    return AuditEntry(
        action=AuditEntry.Action.READ,
        what=what,
        row_id=row_id,
        person_id=person_id,
        actor_id=actor_id,
        page=page[:60],
        why=why[:200],
    )


@transaction.atomic
def seal(*, limit=50_000):
    """Seal what is new. Returns how many entries. Safe to run twice or side by side."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEAL_LOCK])
        cursor.execute(SEAL, {"limit": limit})
        return cursor.fetchone()[0]


def broken_seals():
    """The numbers of the seals that do not fit their entries or the seal before. [] is good."""
    with connection.cursor() as cursor:
        cursor.execute(VERIFY)
        return [number for (number,) in cursor.fetchall()]
