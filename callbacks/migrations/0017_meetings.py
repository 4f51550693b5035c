"""Meetings in person: each change leaves an entry in the audit trail."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from julien.audit.watch import unwatch_table, watch_function, watch_table

TABLES = {
    "callbacks_meeting": "callback",
    "callbacks_meetingstep": "meeting",
    "callbacks_meetingplace": "nobody",
}


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_reports_taken'),
        ('callbacks', '0016_saved_views'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MeetingPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='nom')),
                ('address', models.CharField(max_length=160, verbose_name='adresse')),
                ('access', models.CharField(blank=True, max_length=240, verbose_name='accès')),
                ('retired_on', models.DateField(blank=True, null=True, verbose_name='retiré le')),
            ],
            options={
                'verbose_name': 'lieu de rendez-vous',
                'verbose_name_plural': 'lieux de rendez-vous',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('consultation', 'entretien approfondi, en personne'), ('help_apply', 'aide pour déposer la demande')], max_length=12, verbose_name='pour')),
                ('state', models.CharField(choices=[('planned', 'prévu'), ('held', 'tenu'), ('no_show', "la personne n'est pas venue"), ('cancelled', "annulé par l'équipe"), ('withdrawn', 'annulé par la personne')], default='planned', max_length=9, verbose_name='état')),
                ('starts_at', models.DateTimeField(verbose_name='début')),
                ('ends_at', models.DateTimeField(verbose_name='fin')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sequence', models.PositiveSmallIntegerField(default=0, verbose_name='changements')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='changé le')),
                ('remind_at', models.DateTimeField(blank=True, null=True, verbose_name='rappel par SMS dès')),
                ('other_time_asked_at', models.DateTimeField(blank=True, null=True, verbose_name='autre moment demandé le')),
                ('callback', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='callbacks.callback')),
                ('caller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='avec')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='callbacks.meetingplace', verbose_name='lieu')),
            ],
            options={
                'verbose_name': 'rendez-vous en personne',
                'verbose_name_plural': 'rendez-vous en personne',
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MeetingStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('made', 'fixé'), ('moved', 'déplacé'), ('asked', 'la personne demande un autre moment'), ('held', 'noté : tenu'), ('no_show', "noté : la personne n'est pas venue"), ('reopened', 'note reprise'), ('cancelled', "annulé par l'équipe"), ('withdrawn', 'annulé par la personne')], max_length=9, verbose_name='quoi')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='le')),
                ('starts_at', models.DateTimeField(verbose_name='début')),
                ('by', models.ForeignKey(blank=True, help_text='Vide : la personne elle-même, depuis sa page.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                ('caller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='avec')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='callbacks.meeting')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='callbacks.meetingplace', verbose_name='lieu')),
            ],
            options={
                'verbose_name': "étape d'un rendez-vous",
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(condition=models.Q(('state', 'planned')), fields=['remind_at'], name='meeting_to_remind'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['starts_at'], name='meeting_by_start'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='meeting_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'planned')), fields=('callback',), name='meeting_one_planned'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'planned')), expressions=[(models.Func(models.F('caller'), models.F('caller'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.F('starts_at'), models.F('ends_at'), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='meeting_caller_is_free'),
        ),
        migrations.RunSQL(
            watch_function("meeting"), "DROP FUNCTION IF EXISTS audit_write_meeting() CASCADE;"
        ),
        *(
            migrations.RunSQL(watch_table(table, how), unwatch_table(table))
            for table, how in TABLES.items()
        ),
    ]
