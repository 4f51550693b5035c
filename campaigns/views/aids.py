"""The list of aids, the search, and the page of one aid."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from campaigns.catalogue.lists import LONGEST_SHOWN, aid_list, nearest_cards
from campaigns.catalogue.open_data import linked_aid
from campaigns.catalogue.pages import page_of
from campaigns.models import Aid, LifeSituation
from campaigns.services.offer import offer_at
from campaigns.statistics.traffic import count_view
from campaigns.views.public import confide, public_page


@public_page
def aids(request):
    """All aids, those of a situation, or those that answer a search, best first."""
    found = aid_list(
        typed=request.GET.get("q", ""),
        situation=request.GET.get("situation", ""),
        language=get_language(),
    )
    count_view(request, page_name(found))
    context = {
        "found": found,
        "situations": LifeSituation.objects.all(),
        "offer": offer_at(timezone.now()),
    }
    response = render(request, "campaigns/aid_list.html", context)
    return confide(response) if found.query else response


@public_page
def aid(request, slug):
    """One aid, whole; an address without a published aid is answered with what is near."""
    known = Aid.objects.for_detail().filter(slug=slug).first()
    if known is None or known.state == Aid.State.DRAFT:
        return no_such_aid(request, slug, status=404)
    if known.state == Aid.State.WITHDRAWN:
        return no_such_aid(request, slug, status=410)
    page = page_of(known, get_language(), today=timezone.localdate())
    count_view(request, f"aid:{slug}")
    context = {
        "page": page,
        "linked_data_of": linked_aid(page, get_language()),
        "offer": offer_at(timezone.now()),
    }
    return render(request, "campaigns/aid.html", context)


def no_such_aid(request, slug, *, status):
    words = slug[:LONGEST_SHOWN].replace("-", " ")
    context = {"near": nearest_cards(words, get_language()), "is_gone": status == 410}
    response = render(request, "campaigns/no_such_aid.html", context, status=status)
    return confide(response)


def page_name(found):
    """The name a list is counted under; what was searched is not part of it."""
    if found.query:
        return "search"
    return f"situation:{found.situation.slug}" if found.situation else "aids"
