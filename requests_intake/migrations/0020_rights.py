"""What people ask about their data, their word on research, and whether use was ended."""

import django.contrib.postgres.fields
import django.db.models.deletion
import julien.core.fields
from django.conf import settings
from django.db import migrations, models

from julien.audit.watch import unwatch_table, watch_table

TABLES = ("requests_intake_rightsrequest", "requests_intake_researchagreement")


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0013_review_mails'),
        ('requests_intake', '0019_place'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ResearchAgreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agreed', models.BooleanField(verbose_name="accepte d'être recontacté·e pour une étude")),
                ('at', models.DateTimeField(verbose_name='dit le')),
                ('how', models.CharField(choices=[('phone', 'au téléphone'), ('in_person', 'sur place'), ('sms', 'par SMS'), ('letter', 'par lettre ou courriel'), ('page', 'sur la page de suivi')], max_length=9, verbose_name='dit')),
                ('text_version', models.CharField(blank=True, max_length=40, verbose_name='texte montré ou lu')),
            ],
            options={
                'verbose_name': 'accord pour la recherche',
            },
        ),
        migrations.CreateModel(
            name='RightsRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('right', models.CharField(choices=[('access', 'voir ses données'), ('correction', 'faire corriger'), ('erasure', 'faire effacer'), ('restriction', 'ne plus utiliser ses données'), ('research', "retirer l'accord pour la recherche")], max_length=12, verbose_name='droit')),
                ('how', models.CharField(choices=[('phone', 'au téléphone'), ('in_person', 'sur place'), ('sms', 'par SMS'), ('letter', 'par lettre ou courriel'), ('page', 'sur la page de suivi')], max_length=9, verbose_name='dit')),
                ('received_on', models.DateField(verbose_name='reçu le')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name="réponse jusqu'au")),
                ('words', julien.core.fields.EncryptedTextField(blank=True, verbose_name='ce que la personne demande')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='réglé le')),
                ('refused_because', models.CharField(blank=True, choices=[('not_known', "impossible de savoir si c'est bien cette personne"), ('kept_by_law', 'une règle oblige à garder ces données'), ('of_others', "ce sont les données de quelqu'un d'autre"), ('is_true', 'ce qui est noté est exact')], max_length=12, verbose_name='refusé parce que')),
                ('changed', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), blank=True, default=list, size=None, verbose_name='corrigé')),
            ],
            options={
                'verbose_name': 'droit exercé',
                'verbose_name_plural': 'droits exercés',
                'ordering': ['-received_on', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='callbackrequest',
            name='restricted_at',
            field=models.DateTimeField(blank=True, editable=False, help_text="La personne s'oppose : gardée, plus ouverte, plus appelée.", null=True, verbose_name='usage arrêté le'),
        ),
        migrations.AddConstraint(
            model_name='callbackrequest',
            constraint=models.CheckConstraint(condition=models.Q(('restricted_at', None), ('closed_at__isnull', False), _connector='OR'), name='restricted_request_is_closed'),
        ),
        migrations.AddField(
            model_name='researchagreement',
            name='by',
            field=models.ForeignKey(blank=True, help_text='Vide : la personne elle-même, sur sa page de suivi.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noté par'),
        ),
        migrations.AddField(
            model_name='researchagreement',
            name='request',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='research', to='requests_intake.callbackrequest'),
        ),
        migrations.AddField(
            model_name='rightsrequest',
            name='handler',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name="s'en occupe"),
        ),
        migrations.AddField(
            model_name='rightsrequest',
            name='noted_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noté par'),
        ),
        migrations.AddField(
            model_name='rightsrequest',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rights', to='requests_intake.callbackrequest'),
        ),
        migrations.AddField(
            model_name='rightsrequest',
            name='settled_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='réglé par'),
        ),
        migrations.AddIndex(
            model_name='researchagreement',
            index=models.Index(condition=models.Q(('agreed', True)), fields=['-at'], name='research_yes'),
        ),
        migrations.AddIndex(
            model_name='rightsrequest',
            index=models.Index(condition=models.Q(('settled_at', None)), fields=['due_on', 'received_on'], name='right_open'),
        ),
        migrations.AddIndex(
            model_name='rightsrequest',
            index=models.Index(condition=models.Q(('settled_at__isnull', False)), fields=['-settled_at'], name='right_settled'),
        ),
        migrations.AddConstraint(
            model_name='rightsrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by', None)), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='right_settled_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='rightsrequest',
            constraint=models.CheckConstraint(condition=models.Q(('refused_because', ''), ('settled_at__isnull', False), _connector='OR'), name='right_refused_when_settled'),
        ),
        *(
            migrations.RunSQL(watch_table(table, "request"), unwatch_table(table))
            for table in TABLES
        ),
    ]
