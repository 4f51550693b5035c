"""The check of the morning leaves a row, as backups do."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('retention', '0005_month_loads'),
    ]

    operations = [
        migrations.AlterField(
            model_name='safeguard',
            name='kind',
            field=models.CharField(choices=[('backup', 'copie de sécurité'), ('drill', 'essai de remise en service'), ('states', 'contrôle du matin')], max_length=6, verbose_name='sorte'),
        ),
    ]
