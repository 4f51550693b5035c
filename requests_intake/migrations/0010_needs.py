"""What the call needs, and who asks for somebody else (PRODUCT.md B9, B10)."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("requests_intake", "0009_sms_waiting"),
    ]

    operations = [
        migrations.AddField(
            model_name="callbackrequest",
            name="needs",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("interpreter", "interprète"),
                        ("hearing", "entend mal"),
                        ("sign_language", "langue des signes"),
                    ],
                    max_length=16,
                ),
                blank=True,
                default=list,
                size=None,
                verbose_name="besoins pour l'appel",
            ),
        ),
        migrations.AddField(
            model_name="callbackrequest",
            name="other_agrees",
            field=models.BooleanField(null=True, verbose_name="accord de la personne"),
        ),
        migrations.AddField(
            model_name="callbackrequest",
            name="relation",
            field=models.CharField(
                blank=True,
                choices=[
                    ("parent", "père ou mère"),
                    ("child", "enfant"),
                    ("partner", "conjoint·e"),
                    ("friend", "voisin·e ou ami·e"),
                    ("professional", "professionnel·le"),
                    ("other", "autre"),
                ],
                max_length=16,
                verbose_name="demandée par",
            ),
        ),
        # Until now the only answer was "for somebody else, who agrees".
        migrations.RunSQL(
            "UPDATE requests_intake_callbackrequest SET other_agrees = true WHERE for_other",
            migrations.RunSQL.noop,
            elidable=True,
        ),
    ]
