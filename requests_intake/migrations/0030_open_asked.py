"""Who is open with a language, a channel or a postal code, and who of these is in danger."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0022_search_words_at_once'),
        ('requests_intake', '0029_open_needs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='callbackrequest',
            name='request_open_danger',
        ),
        migrations.AddIndex(
            model_name='callbackrequest',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['language', 'channel', 'postal_code', 'due_at'], include=('id',), name='request_open_asked'),
        ),
        migrations.AddIndex(
            model_name='callbackrequest',
            index=models.Index(condition=models.Q(('closed_at', None), ('in_danger', True)), fields=['due_at', 'id'], include=('language', 'channel', 'postal_code'), name='request_open_danger'),
        ),
    ]
