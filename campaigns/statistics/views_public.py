"""The figures anyone may read. No cookie, no identity, small numbers masked."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation

from campaigns.models import YearFile
from campaigns.statistics import pages
from campaigns.statistics.formats.of_a_year import FILES
from campaigns.statistics.report import build
from campaigns.statistics.scopes import ZONE, published_campaigns, scope_of_campaign
from campaigns.statistics.traffic import count_view
from campaigns.statistics.years import method, published_in_parts
from campaigns.views.public import in_a_minute, kept, public_page


@public_page
@kept(in_a_minute)
def figures(request):
    """The campaign under way, as far as no day tells a person apart; the last one, whole."""
    now = timezone.now()
    count_view(request, "figures")
    with translation.override(settings.LANGUAGE_CODE):  # the figures are told in French only
        in_parts = published_in_parts()
        found = [
            pages.public_page(build(scope_of_campaign(campaign, at=now)), in_parts=in_parts)
            for campaign in published_campaigns(at=now)
        ]
        years = list(YearFile.objects.values_list("year", "published_at"))
        told = method(years[0][1].astimezone(ZONE).date()) if years else []
        files = [(name, str(title)) for name, (title, _type, _write) in FILES.items()]
    context = {
        "pages": found,
        "in_parts": in_parts,
        "years": [year for year, _at in years],
        "files": files,
        "method": told,
    }
    return render(request, "statistics/public.html", context)


@public_page
def year_file(request, year, table):
    """One file of a year that is published; any site may read it. 404 for what is not."""
    if table not in FILES:
        raise Http404
    published = get_object_or_404(YearFile, year=year)
    _title, media_type, write = FILES[table]
    with translation.override(settings.LANGUAGE_CODE):
        answer = HttpResponse(write(published.content), content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="ju-lien-{year}-{table}"'
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
