"""Who is open with a need: few of all, for the queue's filter."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('requests_intake', '0028_sms_text'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='callbackrequest',
            index=models.Index(condition=models.Q(('closed_at', None), models.Q(('needs', []), ('own_needs', []), _negated=True)), fields=['id'], include=('needs', 'own_needs'), name='request_open_needs'),
        ),
    ]
