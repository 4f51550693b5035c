"""An SMS that came before there was a desk waits, and is acted upon once there is one."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("requests_intake", "0008_message_gateway"),
    ]

    operations = [
        migrations.AddField(
            model_name="inboundsms",
            name="is_waiting",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="attend le service de rappel"
            ),
        ),
        migrations.AddIndex(
            model_name="inboundsms",
            index=models.Index(
                condition=Q(("is_waiting", True)), fields=["received_at"], name="sms_waiting"
            ),
        ),
    ]
