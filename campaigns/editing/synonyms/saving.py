"""Storing synonyms: the search knows them at once."""

from django.db import transaction

from campaigns.catalogue.indexing import index_synonyms
from campaigns.editing.confirming import claim
from campaigns.models import SearchSynonym


@transaction.atomic
def save_synonym(*, synonym, revision):
    """Store a new or changed synonym. Raises MovedMeanwhile when somebody else was faster."""
    if synonym.pk:
        claim(synonym, revision)
        SearchSynonym.objects.filter(pk=synonym.pk).update(term=synonym.term, means=synonym.means)
    else:
        synonym.save()
    index_synonyms()


@transaction.atomic
def remove_synonym(*, synonym, revision):
    """Take it away: the word then only finds what holds it."""
    claim(synonym, revision)
    synonym.delete()
