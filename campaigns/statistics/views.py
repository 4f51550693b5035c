"""What came of it, for who leads a campaign or evaluates it. No identity is read here."""

from functools import partial

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campaigns.statistics import journal, pages
from campaigns.statistics.exports import (
    DIRECT,
    LISTED,
    ExportForm,
    as_exports,
    exports_before,
    record_export,
    record_whole,
)
from campaigns.statistics.formats import FORMATS, file_name
from campaigns.statistics.parts import OF_A_CAMPAIGN, PARTS
from campaigns.statistics.report import build
from campaigns.statistics.scopes import (
    OUTSIDE,
    SERVICE,
    UnknownCampaign,
    campaigns_running_first,
    scope_of,
    scope_of_campaign,
)
from campaigns.statistics.words import say_period
from julien.core.access import requires
from julien.core.roles import Can
from julien.staff.recently import recently_confirmed

EXPORTS_ON_A_PAGE = 100


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
    return _campaign_page(request, build(_scope(campaign)), ExportForm())


def _campaign_page(request, found, form, status=200):
    context = {"page": pages.page(found), "form": form, "parts": OF_A_CAMPAIGN}
    return render(request, "statistics/campaign.html", context, status=status)


@require_safe
@requires(Can.SEE_FIGURES)
@recently_confirmed
def report(request, campaign, extension):
    """The same figures as a file, with the reason of the form; without the form, "direct"."""
    return _file(request, build(_scope(campaign)), extension, _campaign_page)


@require_safe
@requires(Can.SEE_FIGURES)
def part(request, campaign, part):
    """One of the pages beside the report (parts.py)."""
    found, choice = _made(campaign, part, request.GET)
    return _part_page(request, found, ExportForm(), choice)


def _part_page(request, found, form, choice=None, status=200):
    refused = choice is not None and not choice.is_valid()
    context = {"report": found, "form": form, "choice": choice, "formats": list(FORMATS)}
    context |= {"part": PARTS[found.part], "period": say_period(found.first, found.last)}
    context["grids"] = PARTS[found.part].grids(found)
    return render(request, "statistics/part.html", context, status=422 if refused else status)


@require_safe
@requires(Can.SEE_FIGURES)
@recently_confirmed
def part_file(request, campaign, part, extension):
    """The figures of such a page as a file, with a reason as the report has."""
    found, choice = _made(campaign, part, request.GET)
    if choice is not None and not choice.is_valid():
        return _part_page(request, found, ExportForm(), choice)
    return _file(request, found, extension, partial(_part_page, choice=choice))


def _made(campaign, code, data):
    if code not in PARTS or PARTS[code].of_service != (campaign == SERVICE):
        raise Http404
    return PARTS[code].make(_scope(OUTSIDE if campaign == SERVICE else campaign), data)


def _file(request, found, extension, page):
    if extension not in FORMATS:
        raise Http404
    form = ExportForm(request.GET if "motif" in request.GET else None)
    if form.is_bound and not form.is_valid():
        return page(request, found, form, status=422)
    why = form.said() if form.is_bound else str(DIRECT)
    response = _as_file(found, extension)
    record_export(
        campaign=found.campaign, extension=extension, by=request.user, why=why, part=found.part
    )
    return response


def _as_file(found, extension):
    media_type, write = FORMATS[extension]
    response = HttpResponse(write(found), content_type=media_type)
    return _as_download(response, file_name(found, extension))


def _as_download(response, name):
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@requires(Can.SUPERVISE, Can.ADMINISTER)
def exports(request):
    """Who took which report away, when and why."""
    return _exports_page(request, ExportForm())


def _exports_page(request, form, status=200):
    now = timezone.now()
    page = Paginator(exports_before(now), EXPORTS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "exports": as_exports(page, now=now), "days": LISTED.days}
    context |= {"form": form, "journal": list(journal.FORMATS)}
    return render(request, "statistics/exports.html", context, status=status)


@require_safe
@requires(Can.ADMINISTER)
@recently_confirmed
def journal_file(request, extension):
    """The audit trail, streamed; never without a reason."""
    if extension not in journal.FORMATS:
        raise Http404
    form = ExportForm(request.GET)
    if not form.is_valid():
        return _exports_page(request, form, status=422)
    media_type, write = journal.FORMATS[extension]
    found = journal.lines(timezone.now())
    entry = record_export(
        campaign=None, extension=extension, by=request.user, why=form.said(), part=journal.NAME
    )
    pieces = journal.handed_over(write(found), partial(record_whole, entry, by=request.user))
    response = StreamingHttpResponse(pieces, content_type=media_type)
    return _as_download(response, f"ju-lien-journal.{extension}")


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
        "grid": pages.side_by_side(*reports),
    }
    return render(request, "statistics/compare.html", context)


def _scope(slug):
    try:
        return scope_of(slug, at=timezone.now())
    except UnknownCampaign:
        raise Http404 from None
