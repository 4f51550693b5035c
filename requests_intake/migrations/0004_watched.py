"""Each write to a request, and to what was said and sent, leaves an entry in the audit trail."""

from django.db import migrations

from julien.audit.watch import unwatch_table, watch_table

TABLES = {
    "requests_intake_callbackrequest": "self",
    "requests_intake_contact": "request",
    "requests_intake_message": "request",
    "requests_intake_satisfaction": "request",
    "requests_intake_inboundsms": "contact",
}


class Migration(migrations.Migration):
    dependencies = [
        ("requests_intake", "0003_contact_submission"),
        ("audit", "0002_append_only"),
    ]

    operations = [
        migrations.RunSQL(watch_table(table, how), unwatch_table(table))
        for table, how in TABLES.items()
    ]
