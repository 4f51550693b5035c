"""What the queue asks of a line stands in the index that gives its order."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('callbacks', '0014_late_reason_default'),
        ('requests_intake', '0015_open_tail'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='callback',
            name='callback_open',
        ),
        migrations.RemoveIndex(
            model_name='callback',
            name='callback_queued',
        ),
        migrations.RemoveIndex(
            model_name='callback',
            name='callback_waiting',
        ),
        migrations.RemoveIndex(
            model_name='callback',
            name='callback_waiting_from',
        ),
        migrations.RemoveIndex(
            model_name='callback',
            name='callback_appointed',
        ),
        migrations.AddIndex(
            model_name='callattempt',
            index=models.Index(condition=models.Q(('stops_first_clock', True)), fields=['callback'], name='attempt_kept'),
        ),
        migrations.AddIndex(
            model_name='callback',
            index=models.Index(condition=models.Q(('state', 'closed'), _negated=True), fields=['request'], include=('id', 'state', 'due_at'), name='callback_open'),
        ),
        migrations.AddIndex(
            model_name='callback',
            index=models.Index(condition=models.Q(('state', 'queued')), fields=['due_at', 'id'], include=('request', 'visible_from'), name='callback_queued'),
        ),
        migrations.AddIndex(
            model_name='callback',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at', 'id', 'visible_from'], include=('request',), name='callback_waiting'),
        ),
        migrations.AddIndex(
            model_name='callback',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['visible_from', 'id'], include=('request',), name='callback_waiting_from'),
        ),
        migrations.AddIndex(
            model_name='callback',
            index=models.Index(condition=models.Q(('state', 'appointed')), fields=['visible_from', 'id'], include=('request',), name='callback_appointed'),
        ),
    ]
