"""The open requests with words of danger stand first in every queue: found without looking for."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("requests_intake", "0006_new_date_told")]

    operations = [
        migrations.AddIndex(
            "callbackrequest",
            models.Index(
                name="request_open_danger",
                fields=["due_at", "id"],
                condition=Q(closed_at=None, in_danger=True),
            ),
        )
    ]
