"""What an editor reads of an organisation where only its name stands."""

from collections import Counter
from urllib.parse import urlsplit

from campaigns.models import Provider


def provider_names():
    """{pk: name}, in the order of the names. Those that share one are told apart by where they
    are, their number and their site. One query."""
    known = list(Provider.objects.order_by("name", "pk"))
    shared = Counter(provider.name for provider in known)
    return {
        provider.pk: told_apart(provider) if shared[provider.name] > 1 else provider.name
        for provider in known
    }


def told_apart(provider):
    """ "Caritas Jura · 032 555 01 80 · www.caritas-jura.ch" """
    site = urlsplit(provider.url).hostname
    return " · ".join(filter(None, (provider.name, provider.address, provider.phone, site)))
