"""Each write to the work on a request leaves an entry in the audit trail."""

from django.db import migrations

from julien.audit.watch import unwatch_table, watch_table

TABLES = {
    "callbacks_callback": "request",
    "callbacks_callbackmove": "callback",
    "callbacks_callattempt": "callback",
    "callbacks_interview": "callback",
    "callbacks_interviewaid": "interview",
    "callbacks_interviewreason": "interview",
    "callbacks_interviewamendment": "interview",
    "callbacks_followup": "interview",
}


class Migration(migrations.Migration):
    dependencies = [("callbacks", "0006_interview_words"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(watch_table(table, how), unwatch_table(table))
        for table, how in TABLES.items()
    ]
