"""What became of the aids: each change leaves an entry in the audit trail."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from julien.audit.watch import unwatch_table, watch_table

TABLES = ("callbacks_news", "callbacks_aidnews")


class Migration(migrations.Migration):

    dependencies = [
        ('callbacks', '0020_large_tables'),
        ('campaigns', '0017_site_texts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='interview',
            name='may_ask_later',
            field=models.CharField(choices=[('yes', 'oui'), ('no', 'non'), ('not_asked', 'pas demandé'), ('not_said', 'ne sait pas ou ne dit pas')], default='not_asked', max_length=10, verbose_name='accepte que nous prenions des nouvelles'),
        ),
        migrations.AlterField(
            model_name='interview',
            name='form_version',
            field=models.CharField(default='2026-11-b', max_length=16, verbose_name='version du questionnaire'),
        ),
        migrations.AlterField(
            model_name='listedword',
            name='listed',
            field=models.CharField(choices=[('resultats', "Résultats d'un appel"), ('clotures', 'Motifs de clôture'), ('retards', 'Raisons de retard'), ('suites', 'Ce que les aides sont devenues'), ('montants', 'Montants accordés'), ('refus', "Raisons d'un refus")], max_length=12, verbose_name='liste'),
        ),
        migrations.CreateModel(
            name='AidNews',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('granted', 'demandée et accordée'), ('waiting', 'demandée, réponse attendue'), ('refused', 'demandée et refusée'), ('not_asked', 'pas demandée')], max_length=9, verbose_name='devenue')),
                ('amount', models.CharField(blank=True, max_length=24, verbose_name='montant')),
                ('refused_because', models.CharField(blank=True, max_length=24, verbose_name='refusée parce que')),
                ('aid', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.aid', verbose_name='aide')),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aid_news', to='callbacks.interview')),
                ('reason', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='callbacks.reason', verbose_name='pas demandée parce que')),
            ],
            options={
                'verbose_name': "nouvelles d'une aide",
                'verbose_name_plural': 'nouvelles des aides',
                'constraints': [models.UniqueConstraint(fields=('interview', 'aid'), name='aid_told_once'), models.CheckConstraint(condition=models.Q(('amount', ''), ('outcome', 'granted'), _connector='OR'), name='aid_news_amount_of_what_is_granted'), models.CheckConstraint(condition=models.Q(('refused_because', ''), ('outcome', 'refused'), _connector='OR'), name='aid_news_refusal_of_what_is_refused'), models.CheckConstraint(condition=models.Q(('reason', None), ('outcome', 'not_asked'), _connector='OR'), name='aid_news_reason_of_what_was_not_asked')],
            },
        ),
        migrations.CreateModel(
            name='News',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(verbose_name='à prendre dès le')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='SMS écrit le')),
                ('call_from', models.DateField(blank=True, null=True, verbose_name='par téléphone dès le')),
                ('state', models.CharField(choices=[('waiting', 'attendues'), ('told', 'données'), ('not_reached', 'personne pas jointe'), ('declined', 'la personne préfère ne rien dire')], default='waiting', max_length=11, verbose_name='nouvelles')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='noté le')),
                ('by', models.ForeignKey(blank=True, help_text='Vide : la personne elle-même, sur sa page.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noté par')),
                ('interview', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='news', to='callbacks.interview')),
            ],
            options={
                'verbose_name': 'nouvelles à prendre',
                'verbose_name_plural': 'nouvelles à prendre',
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['due_on', 'call_from'], name='news_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='news_waiting_iff_not_settled')],
            },
        ),
        *(
            migrations.RunSQL(watch_table(table, "interview"), unwatch_table(table))
            for table in TABLES
        ),
    ]
