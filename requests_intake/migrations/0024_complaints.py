import julien.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('requests_intake', '0023_news_message'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='rightsrequest',
            options={'ordering': ['-received_on', '-pk'], 'verbose_name': 'droit exercé ou réclamation', 'verbose_name_plural': 'droits exercés et réclamations'},
        ),
        migrations.AddField(
            model_name='rightsrequest',
            name='answer',
            field=julien.core.fields.EncryptedTextField(blank=True, verbose_name='ce que nous avons répondu'),
        ),
        migrations.AddField(
            model_name='rightsrequest',
            name='answered_on',
            field=models.DateField(blank=True, null=True, verbose_name='répondu le'),
        ),
        migrations.AlterField(
            model_name='rightsrequest',
            name='right',
            field=models.CharField(choices=[('access', 'voir ses données'), ('correction', 'faire corriger'), ('erasure', 'faire effacer'), ('restriction', "faire arrêter l'usage de ses données"), ('research', "retirer l'accord pour la recherche"), ('complaint', 'faire une réclamation')], max_length=12, verbose_name='droit'),
        ),
        migrations.AddConstraint(
            model_name='rightsrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('refused_because', ''), ('right', 'complaint'), models.Q(('settled_at', None), ('answered_on__isnull', False), _connector='OR')), models.Q(models.Q(('right', 'complaint'), _negated=True), ('answered_on', None)), _connector='OR'), name='complaint_answered_before_it_is_closed'),
        ),
    ]
