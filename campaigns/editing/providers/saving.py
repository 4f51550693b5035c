"""Storing organisations: the search knows a new name at once."""

from django.db import transaction
from django.db.models import ProtectedError

from campaigns.catalogue.indexing import index_aids
from campaigns.editing.confirming import claim
from campaigns.models import Aid, Provider


@transaction.atomic
def save_provider(*, provider, revision):
    """Store a new or changed one. Raises MovedMeanwhile when somebody else was faster."""
    if provider.pk:
        claim(provider, revision)
        fields = [field.name for field in Provider._meta.fields if field.name != "revision"]
        provider.save(update_fields=[name for name in fields if name != "id"])
    else:
        provider.save()
    index_aids(Aid.objects.filter(provider=provider))


def remove_provider(*, provider):
    """Take one away. False when an aid names it, perhaps since a moment ago."""
    try:
        with transaction.atomic():
            provider.delete()
    except ProtectedError:
        return False
    return True
