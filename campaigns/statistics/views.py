"""What came of it, for who leads a campaign or evaluates it. No identity is read here."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from campaigns.statistics import pages
from campaigns.statistics.formats import FORMATS, file_name
from campaigns.statistics.report import build
from campaigns.statistics.scopes import (
    OUTSIDE,
    UnknownCampaign,
    campaigns_running_first,
    scope_of,
    scope_of_campaign,
)
from julien.core.access import requires
from julien.core.roles import Can
from julien.staff.recently import recently_confirmed


@require_safe
@requires(Can.SEE_FIGURES)
def home(request):
    """Every campaign; what is said of the first one is said in words."""
    now = timezone.now()
    campaigns = campaigns_running_first(at=now)
    first = build(scope_of_campaign(campaigns[0], at=now)) if campaigns else None
    context = {"first": pages.page(first) if first else None, "outside": OUTSIDE}
    context["campaigns"] = pages.lines(campaigns, now=now)
    return render(request, "statistics/home.html", context)


@require_safe
@requires(Can.SEE_FIGURES)
def campaign(request, campaign):
    report = build(_scope(campaign))
    return render(request, "statistics/campaign.html", {"page": pages.page(report)})


@require_safe
@requires(Can.SEE_FIGURES)
@recently_confirmed
def report(request, campaign, extension):
    """The same figures as a file."""
    if extension not in FORMATS:
        raise Http404
    media_type, write = FORMATS[extension]
    found = build(_scope(campaign))
    response = HttpResponse(write(found), content_type=media_type)
    name = file_name(found, extension)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    add_never_cache_headers(response)
    return response


@require_safe
@requires(Can.SEE_FIGURES)
def compare(request):
    """Two campaigns side by side; without a choice, the two latest."""
    now = timezone.now()
    campaigns = campaigns_running_first(at=now)
    slugs = [line.slug for line in campaigns] + [OUTSIDE]
    left = request.GET.get("a") or slugs[0]
    right = request.GET.get("b") or slugs[min(1, len(slugs) - 1)]
    reports = [build(_scope(left)), build(_scope(right))]
    context = {
        "choices": pages.choices(campaigns),
        "reports": reports,
        "rows": pages.side_by_side(*reports),
    }
    return render(request, "statistics/compare.html", context)


def _scope(slug):
    try:
        return scope_of(slug, at=timezone.now())
    except UnknownCampaign:
        raise Http404 from None
