"""A list of aids that someone chose: to print, to share, to send to their own phone."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from campaigns.catalogue.chosen import chosen_aids
from campaigns.catalogue.lists import all_cards
from campaigns.services.offer import offer_at
from campaigns.statistics.traffic import count_view
from campaigns.stored.shelf import version_for
from campaigns.views.public import confide, public_page


@public_page
def chosen(request):
    """The aids named in the address (?a=…&a=…); without one, all of them to choose from."""
    count_view(request, "list")
    choice = chosen_aids(request.GET.getlist("a"), get_language())
    choosing = not choice.chosen or "choisir" in request.GET
    context = {
        "choice": choice,
        "cards": all_cards(get_language(), version_for(request)) if choosing else [],
        "offer": offer_at(timezone.now()),
    }
    return confide(render(request, "campaigns/chosen.html", context))
