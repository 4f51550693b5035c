"""The SQL that watches tables: used by migrations, here so that it can be read in one place."""

# How a row tells which request (person) it belongs to.
PERSON = {
    "self": "(line->>'id')::bigint",
    "request": "(line->>'request_id')::bigint",
    "contact": "(SELECT c.request_id FROM requests_intake_contact c"
    " WHERE c.id = (line->>'contact_id')::bigint)",
    "callback": "(SELECT c.request_id FROM callbacks_callback c"
    " WHERE c.id = (line->>'callback_id')::bigint)",
    "interview": "(SELECT c.request_id FROM callbacks_callback c"
    " JOIN callbacks_interview i ON i.callback_id = c.id"
    " WHERE i.id = (line->>'interview_id')::bigint)",
    "message": "(SELECT m.request_id FROM requests_intake_message m"
    " WHERE m.id = (line->>'message_id')::bigint)",
    "meeting": "(SELECT c.request_id FROM callbacks_callback c"
    " JOIN callbacks_meeting m ON m.callback_id = c.id"
    " WHERE m.id = (line->>'meeting_id')::bigint)",
    "person": "(line->>'person_id')::bigint",
    "nobody": "NULL::bigint",
}


def watch_function(how):
    """CREATE FUNCTION for tables whose rows find their person in this way."""
    return f"""
CREATE OR REPLACE FUNCTION audit_write_{how}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    line jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
    names text := '';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT coalesce(string_agg(n.key, ',' ORDER BY n.key), '') INTO names
        FROM jsonb_each(to_jsonb(NEW)) n
        JOIN jsonb_each(to_jsonb(OLD)) o USING (key)
        WHERE n.value IS DISTINCT FROM o.value;
        IF names = '' THEN RETURN NULL; END IF;
    END IF;
    INSERT INTO audit_auditentry (at, action, what, row_id, person_id, columns, actor_id, page, why)
    VALUES (clock_timestamp(), lower(TG_OP), TG_TABLE_NAME, (line->>'id')::bigint,
            {PERSON[how]}, names,
            nullif(current_setting('julien.actor', true), '')::bigint,
            coalesce(current_setting('julien.page', true), ''),
            coalesce(current_setting('julien.why', true), ''));
    RETURN NULL;
END $$;
"""  # nosec B608  # `how` is a key of PERSON


def watch_table(table, how):
    """CREATE TRIGGER: each insert, update and delete of the table leaves an entry."""
    return (
        f"CREATE TRIGGER audit_write AFTER INSERT OR UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION audit_write_{how}();"
    )


def unwatch_table(table):
    return f"DROP TRIGGER IF EXISTS audit_write ON {table};"


REFUSE = """
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only: % of % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
"""


def append_only(table):
    """CREATE TRIGGER: the table refuses UPDATE and DELETE, even to its owner.

    TRUNCATE is refused by rights, not by trigger: the application's role does not have it
    (docs/operator.md), and verify_audit finds it.
    """
    return (
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION audit_refuse();"
    )
