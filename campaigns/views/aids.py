"""The list of aids, the search, and the page of one aid."""

from functools import partial

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from campaigns.catalogue.glossary import glossary_for
from campaigns.catalogue.lists import LONGEST_SHOWN, aid_list, nearest_cards
from campaigns.catalogue.one_aid import read_aid
from campaigns.catalogue.open_data import linked_aid
from campaigns.catalogue.pages import page_of
from campaigns.catalogue.situations import situations_shown
from campaigns.editing.withdrawing import replacement_of
from campaigns.models import Aid, FormerAddress
from campaigns.services.offer import offer_at
from campaigns.statistics.traffic import count_view
from campaigns.stored.shelf import version_for
from campaigns.views.public import confide, stored_page, understood


@stored_page(reads=("q", "situation", "page"))
def aids(request):
    """All aids, those of a situation, or those that answer a search, best first."""
    version = version_for(request)
    found = aid_list(
        typed=request.GET.get("q", ""),
        situation=request.GET.get("situation", ""),
        language=get_language(),
        page=request.GET.get("page", ""),
        version=version,
    )
    count_view(request, page_name(found))
    understood(request, situation=found.situation, page=found.page > 1)
    context = {
        "found": found,
        "situations": partial(situations_shown, version),  # read only where they are shown
        "offer": offer_at(timezone.now()),
    }
    response = render(request, "campaigns/aid_list.html", context)
    return confide(response) if found.query else response


@stored_page
def aid(request, slug):
    """One aid, whole; another address leads to where the aid is now, or says what is near."""
    language, version = get_language(), version_for(request)
    known = read_aid(slug, language)
    if known is None or known.aid.state != Aid.State.PUBLISHED:
        return elsewhere(request, slug, known and known.aid)
    page = page_of(known, language, today=timezone.localdate(), version=version)
    count_view(request, f"aid:{slug}")
    context = {
        "page": page,
        "glossary": glossary_for(language, version),
        "linked_data_of": linked_aid(page),
        "offer": offer_at(timezone.now()),
    }
    return render(request, "campaigns/aid.html", context)


def elsewhere(request, slug, known):
    """To the page the aid has now, or that replaces it; without one, what is near.

    A browser asks again each time (Cache-Control of the table), so that an aid can come back.
    """
    former = FormerAddress.objects.filter(slug=slug).select_related("aid").first()
    known = known or (former and former.aid)
    if leads_to := replacement_of(known):
        address = reverse("catalogue:aid", kwargs={"slug": leads_to.slug})
        query = request.META.get("QUERY_STRING")
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    gone = known if known and known.state == Aid.State.WITHDRAWN else None
    words = slug[:LONGEST_SHOWN].replace("-", " ")
    context = {
        "near": nearest_cards(words, get_language()),
        "gone": gone,
        "offer": offer_at(timezone.now()),
    }
    response = render(request, "campaigns/no_such_aid.html", context, status=410 if gone else 404)
    return confide(response)


def page_name(found):
    """The name a list is counted under; what was searched is not part of it."""
    if found.query:
        return "search"
    return f"situation:{found.situation.slug}" if found.situation else "aids"
