"""The version of the public pages, and the tables whose change renews it."""

import uuid

from django.db import migrations, models

from campaigns.stored.watch import FUNCTION, NO_FUNCTION, pages_show

SHOWN = [
    "campaigns_aid",
    "campaigns_aidpart",
    "campaigns_aidsource",
    "campaigns_campaign",
    "campaigns_closedday",
    "campaigns_desk",
    "campaigns_lifesituation",
    "campaigns_openingcalendar",
    "campaigns_openingperiod",
    "campaigns_partner",
    "campaigns_provider",
    "campaigns_situationaid",
]


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0006_drafts_and_versions")]

    operations = [
        migrations.CreateModel(
            name="PagesVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.UUIDField(default=uuid.uuid4, verbose_name="version")),
            ],
            options={
                "verbose_name": "version des pages publiques",
                "verbose_name_plural": "version des pages publiques",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(pk=1), name="pages_version_is_one_row"
                    )
                ],
            },
        ),
        migrations.RunSQL(FUNCTION, NO_FUNCTION),
        *[pages_show(table) for table in SHOWN],
    ]
