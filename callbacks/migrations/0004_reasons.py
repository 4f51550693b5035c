"""The published typology, so that an interview can be held on a fresh installation.

Reads the list as data and no model code. Not elidable: a squash must keep it. Later changes of
the list come in with `manage.py import_reasons`.
"""

import json
from pathlib import Path

from django.db import migrations

LIST = Path(__file__).resolve().parent.parent / "data" / "reasons.json"


def add_reasons(apps, schema_editor):
    Reason = apps.get_model("callbacks", "Reason")
    for position, row in enumerate(json.loads(LIST.read_text())["reasons"], start=1):
        values = {name: row[name] for name in ("label", "forms", "source")}
        Reason.objects.get_or_create(
            code=row["code"], defaults={**values, "position": position * 10}
        )


class Migration(migrations.Migration):
    dependencies = [("callbacks", "0003_interview_sheet")]

    operations = [
        migrations.RunPython(add_reasons, migrations.RunPython.noop, elidable=False),
    ]
