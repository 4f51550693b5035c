from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('requests_intake', '0025_answer_default'),
    ]

    operations = [
        migrations.AlterField(
            model_name='message',
            name='kind',
            field=models.CharField(choices=[('received', 'accusé de réception'), ('joined', 'demande déjà ouverte'), ('next_try', 'prochain essai'), ('new_date', 'nouvelle date'), ('unreachable', 'pas joint, dernier message'), ('wishes', 'moment noté'), ('withdrawn', 'demande retirée'), ('stopped', 'plus de SMS'), ('emergency', "numéros d'urgence"), ('info', 'explication'), ('opinion', "question sur l'appel"), ('next_step', 'question sur la suite'), ('meeting', 'rendez-vous fixé'), ('meeting_new', 'rendez-vous déplacé'), ('meeting_soon', 'rendez-vous, la veille'), ('meeting_off', 'rendez-vous annulé'), ('news', 'question sur les aides, des semaines après'), ('recap', 'lien vers le récapitulatif')], max_length=12, verbose_name='genre'),
        ),
    ]
