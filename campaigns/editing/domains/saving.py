"""Storing the names of domains."""

from django.db import transaction

from campaigns.catalogue.categories import forget
from campaigns.models import Domain


@transaction.atomic
def save_domains(*, names):
    """Keep these {code: name}, new or changed. No aid changes: they have the code."""
    for code, name in sorted(names.items()):
        Domain.objects.update_or_create(code=code, defaults={"name": name})
    forget()
