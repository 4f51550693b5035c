"""What the queue asks of each open request, without reading the request."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0013_review_mails'),
        ('requests_intake', '0016_days_wished'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='callbackrequest',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['id'], include=('in_danger', 'windows', 'days', 'language', 'channel', 'postal_code'), name='request_open_facts'),
        ),
    ]
