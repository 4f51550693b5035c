"""The functions with which apps watch their tables, and the trail's own refusal to change."""

from django.db import migrations

from julien.audit.watch import PERSON, REFUSE, append_only, watch_function

TABLES = ["audit_auditentry", "audit_auditseal", "audit_sealedentry"]


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        *[
            migrations.RunSQL(
                watch_function(how), f"DROP FUNCTION IF EXISTS audit_write_{how}() CASCADE"
            )
            for how in PERSON
        ],
        migrations.RunSQL(REFUSE, "DROP FUNCTION IF EXISTS audit_refuse() CASCADE"),
        *[
            migrations.RunSQL(
                append_only(table), f"DROP TRIGGER IF EXISTS append_only ON {table}"
            )
            for table in TABLES
        ],
    ]
