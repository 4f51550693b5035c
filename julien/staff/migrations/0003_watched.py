"""Each write to an account, or to what opens one, leaves an entry in the audit trail."""

from django.db import migrations

from julien.audit.watch import unwatch_table, watch_table

TABLES = ["staff_user", "staff_factor", "staff_recoverycode", "staff_factorreset", "staff_actingspell"]


class Migration(migrations.Migration):
    dependencies = [("staff", "0002_accounts"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(
            unwatch_table(table) + watch_table(table, "nobody"), unwatch_table(table)
        )
        for table in TABLES
    ]
