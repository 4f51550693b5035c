"""Rewrite the tables that held the situation in clear: a dropped column stays in a table's file.

CLUSTER writes each row again, without dropped columns, and the old file is deleted.
"""

from django.db import migrations

TABLES = {
    "callbacks_interview": "callbacks_interview_pkey",
    "callbacks_interviewamendment": "callbacks_interviewamendment_pkey",
    "retention_fact": "retention_fact_pkey",
}


class Migration(migrations.Migration):

    dependencies = [("callbacks", "0018_profile")]

    operations = [
        migrations.RunSQL(
            [f"CLUSTER {table} USING {index}", f"ALTER TABLE {table} SET WITHOUT CLUSTER"],
            migrations.RunSQL.noop,
        )
        for table, index in TABLES.items()
    ]
