"""Each hold, and its lifting, leaves an entry in the audit trail."""

from django.db import migrations

from julien.audit.watch import unwatch_table, watch_function, watch_table

HOLDS = "retention_legalhold"


class Migration(migrations.Migration):
    dependencies = [("retention", "0001_facts_and_holds"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(
            watch_function("person"), "DROP FUNCTION IF EXISTS audit_write_person();"
        ),
        migrations.RunSQL(watch_table(HOLDS, "person"), unwatch_table(HOLDS)),
    ]
