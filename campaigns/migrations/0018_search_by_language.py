from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations


class Migration(migrations.Migration):
    """One index of language and words: five languages hold most words of the French one."""

    dependencies = [("campaigns", "0017_site_texts")]

    operations = [
        BtreeGinExtension(),
        migrations.RemoveIndex(model_name="searchdocument", name="search_document_vector"),
        migrations.AddIndex(
            model_name="searchdocument",
            index=GinIndex(fields=["language", "vector"], name="search_document_vector"),
        ),
    ]
