"""Two requests joined as one person's. Each write to it leaves an entry in the audit trail."""

import django.db.models.deletion
import django.utils.timezone
import julien.core.fields
from django.conf import settings
from django.db import migrations, models

from julien.audit.watch import unwatch_table, watch_table


class Migration(migrations.Migration):

    dependencies = [
        ('callbacks', '0009_day'),
        ('audit', '0002_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='le')),
                ('was', models.CharField(choices=[('quarantined', 'à contrôler'), ('queued', 'à prendre'), ('claimed', 'pris'), ('waiting', 'prochain essai prévu'), ('appointed', 'rendez-vous fixé'), ('blocked', 'bloqué'), ('interviewing', 'en entretien'), ('closed', 'clos')], max_length=12, verbose_name='état du doublon')),
                ('appointed_for', models.DateTimeField(blank=True, null=True, verbose_name='rendez-vous du doublon')),
                ('number_before', julien.core.fields.EncryptedTextField(blank=True, verbose_name="numéro d'avant")),
                ('moved', models.JSONField(default=dict, editable=False)),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='annulée le')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                ('callback', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='callbacks.callback', verbose_name='gardée')),
                ('duplicate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges_of_it', to='callbacks.callback', verbose_name='doublon')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='annulée par')),
            ],
            options={
                'verbose_name': 'réunion de deux demandes',
                'verbose_name_plural': 'réunions de demandes',
                'ordering': ['-at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('duplicate',), name='merged_once'), models.CheckConstraint(condition=models.Q(('callback', models.F('duplicate')), _negated=True), name='merge_of_two'), models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='merge_undone_by_somebody')],
            },
        ),
        migrations.RunSQL(
            watch_table("callbacks_merge", "callback"), unwatch_table("callbacks_merge")
        ),
    ]
