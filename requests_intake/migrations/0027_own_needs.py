"""What a call may need is a list that an administrator keeps (PRODUCT.md B10, E14)."""

import django.contrib.postgres.fields
import django.db.models.functions.text
from django.db import migrations, models

from julien.audit.watch import unwatch_table, watch_table


class Migration(migrations.Migration):

    dependencies = [
        ('requests_intake', '0026_recap_message'),
        ('audit', '0002_append_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='callbackrequest',
            name='own_needs',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), blank=True, db_default=[], default=list, size=None, verbose_name="autres besoins pour l'appel"),
        ),
        migrations.CreateModel(
            name='CallNeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(editable=False, max_length=16, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=40, verbose_name="nom pour l'équipe")),
                ('wording', models.JSONField(default=dict, verbose_name='mots des habitant·es')),
                ('advice', models.CharField(blank=True, max_length=160, verbose_name='conseil pour qui appelle')),
                ('position', models.PositiveSmallIntegerField(verbose_name='ordre')),
                ('retired_on', models.DateField(blank=True, null=True, verbose_name='retiré le')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': "besoin pour l'appel",
                'verbose_name_plural': "besoins pour l'appel",
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='call_need_named_once')],
            },
        ),
        migrations.RunSQL(
            watch_table('requests_intake_callneed', 'nobody'),
            unwatch_table('requests_intake_callneed'),
        ),
    ]
