"""The published catalogue for other people's programs (docs/open-data.md)."""

from django.conf import settings
from django.urls import reverse

from campaigns.catalogue.texts import texts_of_all
from campaigns.models import Aid, Part

SHAPE_VERSION = 1
LICENCE = "CC-BY-4.0"
LICENCE_NOTE = (
    "Réutilisation libre en citant « JU-lien » et la date de vérification. Les faits viennent des "
    "sources citées pour chaque aide ; ce qui est à vérifier est dit sous « to_verify »."
)


def catalogue_data(*, language):
    """Everything /api/aides.json says. Three queries whatever the number of aids."""
    aids = list(Aid.objects.published().for_detail().order_by("slug"))
    texts = texts_of_all(aids, language)
    return {
        "version": SHAPE_VERSION,
        "language": language,
        "licence": LICENCE,
        "licence_note": LICENCE_NOTE,
        "url": settings.PUBLIC_BASE_URL + reverse("catalogue:aid_list"),
        "aids": [aid_data(aid, texts[aid.pk]) for aid in aids],
    }


def aid_data(aid, texts):
    return {
        "slug": aid.slug,
        "url": aid_url(aid.slug),
        "title": texts.get(Part.TITLE, ""),
        "official_name": texts.get(Part.OFFICIAL_NAME) or texts.get(Part.TITLE, ""),
        "category": aid.category,
        "situations": [one.slug for one in aid.situations.all() if not one.retired_on],
        "for_whom": texts.get(Part.FOR_WHOM, ""),
        "what": texts.get(Part.WHAT, ""),
        "how_much": texts.get(Part.HOW_MUCH, ""),
        "conditions": texts.get(Part.CONDITIONS, "").splitlines(),
        "how_to_ask": texts.get(Part.HOW_TO_ASK, ""),
        "papers": texts.get(Part.PAPERS, "").splitlines(),
        "delay": texts.get(Part.DELAY, ""),
        "provider": provider_data(aid.provider),
        "legal_basis": aid.legal_basis,
        "sources": [source.address for source in aid.sources.all()],
        "confidence": aid.confidence,
        "to_verify": aid.to_verify,
        "checked_on": aid.checked_on.isoformat(),
        "review_by": aid.review_by.isoformat() if aid.review_by else None,
    }


def provider_data(provider):
    return {
        "name": provider.name,
        "address": provider.address or None,
        "phone": provider.phone or None,
        "phone_source": provider.phone_source or None,
        "email": provider.email or None,
        "url": provider.url or None,
        "url_verified": provider.url_is_verified,
    }


def linked_aid(page):
    """schema.org's GovernmentService for one AidPage. What is about the page, its language and
    when it was checked, stands with the page: a service of schema.org has neither."""
    address = aid_url(page.card.slug)
    provider = {"@type": "Organization", "name": page.contact.name}
    if page.contact.address:
        provider["address"] = page.contact.address
    if page.contact.url:
        provider["url"] = page.contact.url
    official = {"alternateName": page.card.official_name} if page.card.official_name else {}
    return {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": page.card.title,
        **official,
        "description": f"{page.card.for_whom} {page.what}",
        "url": address,
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": address,
            "inLanguage": page.card.language,
            "lastReviewed": page.checked_on.isoformat(),
        },
        "areaServed": {"@type": "AdministrativeArea", "name": "Canton du Jura"},
        "audience": {"@type": "Audience", "audienceType": page.card.for_whom},
        "provider": provider,
    }


def aid_url(slug):
    return settings.PUBLIC_BASE_URL + reverse("catalogue:aid", kwargs={"slug": slug})
