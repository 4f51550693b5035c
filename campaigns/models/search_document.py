"""What the search reads: the words of each aid, and all the words it knows."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from campaigns.models.aid import Aid


class SearchDocument(models.Model):
    """The weighted words of one aid in one language (campaigns/catalogue/indexing.py writes it)."""

    aid = models.ForeignKey(Aid, on_delete=models.CASCADE, related_name="search_documents")
    language = models.CharField(max_length=8)
    vector = SearchVectorField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["aid", "language"], name="search_document_once"),
        ]
        indexes = [GinIndex(name="search_document_vector", fields=["language", "vector"])]

    def __str__(self):
        return f"{self.aid_id} {self.language}"


class SearchWord(models.Model):
    """One word of the catalogue or of the synonyms, as the search compares it.

    `word` is its stem without accents, `sound` the stem as one hears it, `shown` a spelling
    people know. Typing mistakes are mended by looking for the nearest of these. Those of
    translations are known on pages in their language alone.
    """

    word = models.CharField(max_length=40)
    language = models.CharField(max_length=8, default="fr", db_default="fr")
    sound = models.CharField(max_length=40, db_index=True)
    shown = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["word", "language"], name="search_word_once"),
        ]
        indexes = [
            GinIndex(
                name="search_word_trigrams",
                fields=["word"],
                opclasses=["gin_trgm_ops"],
                fastupdate=False,  # words waiting to enter it make PostgreSQL read all of them
            ),
        ]

    def __str__(self):
        return self.word
