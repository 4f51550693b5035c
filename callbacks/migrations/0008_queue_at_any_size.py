"""The due time beside the state, held equal to the request's, and an index per sort of line."""

from django.db import migrations, models
from django.db.models import Q

FILL = """
UPDATE callbacks_callback c SET due_at = r.due_at
FROM requests_intake_callbackrequest r WHERE r.id = c.request_id;
"""

# The pair must exist at the request. So the copy is right, and a promise that is at work cannot be
# changed by anybody; nothing cascades.
SAME = """
CREATE UNIQUE INDEX request_with_promise ON requests_intake_callbackrequest (id, due_at);
ALTER TABLE callbacks_callback ADD CONSTRAINT callback_same_promise
    FOREIGN KEY (request_id, due_at) REFERENCES requests_intake_callbackrequest (id, due_at)
    DEFERRABLE INITIALLY DEFERRED;
"""
NOT_SAME = """
ALTER TABLE callbacks_callback DROP CONSTRAINT callback_same_promise;
DROP INDEX request_with_promise;
"""

LINES = {
    "callback_queued": (["due_at", "id"], Q(state="queued")),
    "callback_waiting": (["due_at", "id", "visible_from"], Q(state="waiting")),
    "callback_waiting_from": (["visible_from", "id"], Q(state="waiting")),
    "callback_appointed": (["visible_from", "id"], Q(state="appointed")),
    "callback_held": (["claimed_by", "lease_until"], Q(state__in=["claimed", "interviewing"])),
    "callback_stuck": (["due_at", "id"], Q(state__in=["blocked", "quarantined"])),
}


class Migration(migrations.Migration):
    dependencies = [
        ("callbacks", "0007_watched"),
        ("requests_intake", "0007_open_danger"),
    ]

    operations = [
        migrations.AddField(
            "callback",
            "due_at",
            models.DateTimeField("rappel promis avant", editable=False, null=True),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            "callback", "due_at", models.DateTimeField("rappel promis avant", editable=False)
        ),
        migrations.RunSQL(SAME, NOT_SAME),
        *(
            migrations.AddIndex("callback", models.Index(name=name, fields=fields, condition=where))
            for name, (fields, where) in LINES.items()
        ),
    ]
