"""The figures anyone may read. No cookie, no identity, small numbers masked."""

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone, translation

from campaigns.statistics import pages
from campaigns.statistics.report import build
from campaigns.statistics.scopes import published_campaigns, scope_of_campaign
from campaigns.statistics.traffic import count_view
from campaigns.views.public import in_a_minute, kept, public_page


@public_page
@kept(in_a_minute)
def figures(request):
    """The campaign under way, as far as no day tells a person apart; the last one, whole."""
    now = timezone.now()
    count_view(request, "figures")
    with translation.override(settings.LANGUAGE_CODE):  # the figures are told in French only
        found = [
            pages.public_page(build(scope_of_campaign(campaign, at=now)))
            for campaign in published_campaigns(at=now)
        ]
    return render(request, "statistics/public.html", {"pages": found})
