"""A change of what the search reads renews what processes keep of it (catalogue/ranking.py)."""

from django.db import migrations

from campaigns.stored.watch import pages_show


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0014_glossary")]

    operations = [pages_show("campaigns_searchdocument")]
