"""Who a callback was given to, and the groups and organisations it can be given to."""

import django.db.models.deletion
import django.utils.timezone
import julien.core.fields
from django.conf import settings
from django.db import migrations, models

from julien.audit.watch import unwatch_table, watch_table

TABLES = {
    "callbacks_handover": "callback",
    "callbacks_team": "nobody",
    "callbacks_team_members": "nobody",
    "callbacks_partnermember": "nobody",
}


class Migration(migrations.Migration):

    dependencies = [
        ('callbacks', '0011_lists'),
        ('campaigns', '0008_amounts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='callback',
            name='for_team_until',
            field=models.DateTimeField(blank=True, null=True, verbose_name="confié jusqu'à"),
        ),
        migrations.AlterField(
            model_name='callback',
            name='closed_reason',
            field=models.CharField(blank=True, choices=[('oriented', 'entretien fait'), ('unreachable', 'personne pas jointe'), ('declined', "ne souhaite pas d'entretien"), ('withdrawn', 'demande retirée'), ('duplicate', 'doublon'), ('referred', 'confiée à un partenaire'), ('spam', 'indésirable'), ('erased', 'demande effacée')], editable=False, max_length=12, verbose_name='motif de clôture'),
        ),
        migrations.CreateModel(
            name='PartnerMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='campaigns.partner', verbose_name='organisation')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='partner_member', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
            ],
            options={
                'verbose_name': "compte d'un partenaire",
                'verbose_name_plural': 'comptes des partenaires',
                'ordering': ['partner', 'user'],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='nom')),
                ('members', models.ManyToManyField(blank=True, related_name='teams', to=settings.AUTH_USER_MODEL, verbose_name='membres')),
            ],
            options={
                'verbose_name': 'équipe de rappel',
                'verbose_name_plural': 'équipes de rappel',
                'ordering': ['name'],
            },
        ),
        migrations.AddField(
            model_name='callback',
            name='for_team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='callbacks.team', verbose_name="confié à l'équipe"),
        ),
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='le')),
                ('reason', models.CharField(choices=[('language', 'parle sa langue'), ('subject', 'connaît mieux le sujet'), ('nearer', 'plus près de la personne'), ('asked', 'la personne le souhaite'), ('knows_person', 'je connais la personne'), ('no_time', 'je ne pourrai pas appeler à temps')], max_length=12, verbose_name='pourquoi')),
                ('words', julien.core.fields.EncryptedTextField(blank=True, verbose_name='mot transmis')),
                ('consent', models.CharField(blank=True, choices=[('by_phone', 'oui, dit au téléphone'), ('in_person', 'oui, dit sur place'), ('written', 'oui, par écrit')], max_length=9, verbose_name='accord de la personne')),
                ('until', models.DateTimeField(verbose_name="jusqu'au")),
                ('answer', models.CharField(blank=True, choices=[('accepted', 'accepté'), ('refused', 'refusé'), ('taken_back', "repris par l'équipe")], max_length=10, verbose_name='réponse')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='répondu le')),
                ('answer_words', julien.core.fields.EncryptedTextField(blank=True, verbose_name='mot de la réponse')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='répondu par')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confié par')),
                ('callback', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hand_overs', to='callbacks.callback')),
                ('colleague', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='à')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs', to='campaigns.partner', verbose_name="à l'organisation")),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs', to='callbacks.team', verbose_name="à l'équipe")),
            ],
            options={
                'verbose_name': 'remise',
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('colleague__isnull', False), ('partner', None), ('team', None)), models.Q(('colleague', None), ('partner', None), ('team__isnull', False)), models.Q(('colleague', None), ('partner__isnull', False), ('team', None)), _connector='OR'), name='hand_over_to_one'), models.CheckConstraint(condition=models.Q(models.Q(('partner', None), ('consent', '')), models.Q(('partner__isnull', False), models.Q(('consent', ''), _negated=True)), _connector='OR'), name='hand_over_to_partner_with_consent'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='hand_over_answer_of_somebody')],
            },
        ),
        *(
            migrations.RunSQL(watch_table(table, how), unwatch_table(table))
            for table, how in TABLES.items()
        ),
    ]
