"""The SQL that gives the public pages a new version when what they show changes.

Used by migrations. Deferred: the one row is written in the last moment of a transaction, so that
two editors at work never wait for each other. Once a transaction, however many rows it changes.
"""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION campaigns_pages_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('julien.pages_changed', true), '') = 'yes' THEN
        RETURN NULL;
    END IF;
    INSERT INTO campaigns_pagesversion (id, version) VALUES (1, gen_random_uuid())
    ON CONFLICT (id) DO UPDATE SET version = excluded.version;
    PERFORM set_config('julien.pages_changed', 'yes', true);  -- until the transaction ends
    RETURN NULL;
END $$;
INSERT INTO campaigns_pagesversion (id, version) VALUES (1, gen_random_uuid())
ON CONFLICT (id) DO NOTHING;
"""
NO_FUNCTION = "DROP FUNCTION IF EXISTS campaigns_pages_changed() CASCADE;"


def pages_show(table):
    """The operation of a migration: from now on a change of `table` renews the public pages."""
    return migrations.RunSQL(
        f"CREATE CONSTRAINT TRIGGER pages_changed AFTER INSERT OR UPDATE OR DELETE ON {table}"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION campaigns_pages_changed();",
        f"DROP TRIGGER IF EXISTS pages_changed ON {table};",
    )
