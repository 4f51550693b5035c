"""A year of the service as open data (docs/open-data.md): made once it is known, then never again.

Each request is in one part of one file only: its campaign, or outside of any. Nothing says their
sum, and no part is published twice over other days, so no subtraction tells a small number that a
part hides. A campaign with an end stands whole in the year of its end, as on the public page; one
without an end, and what came in outside of any, stand year by year.
"""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import formats
from django.utils.translation import gettext as _

from campaigns.models import Campaign, PageView, YearFile
from campaigns.statistics.formats.cells import unit_of
from campaigns.statistics.measures import Scope
from campaigns.statistics.report import build
from campaigns.statistics.scopes import ZONE
from campaigns.statistics.suppression import THRESHOLD

# Who writes in December is called in December, and tells by the end of March what came of it
# (docs/decisions/news-after-weeks.md).
PUBLISHED_ON = (4, 1)


def publish_years(*, at):
    """Publish each year whose day has come and that has no file yet. Returns those years.

    Safe to run twice or side by side: a year is published once. A year in which nobody asked for
    anything gets no file.
    """
    published = set(YearFile.objects.values_list("year", flat=True))
    return [
        year
        for year in range(_first_year(at), at.astimezone(ZONE).year)
        if year not in published and is_due(year, at=at) and _publish(year, at)
    ]


def is_due(year, *, at):
    """Whether the day of that year's file has come."""
    return at.astimezone(ZONE).date() >= date(year + 1, *PUBLISHED_ON)


def published_in_parts():
    """Slugs of the campaigns of which single years are published: beside them, the whole would tell
    what they hide."""
    return {report["campaign"] for report in _reports_before(None) if not report["whole"]}


def _first_year(at):
    starts = [
        Campaign.objects.order_by("starts_on").values_list("starts_on", flat=True).first(),
        PageView.objects.order_by("day").values_list("day", flat=True).first(),
    ]
    return min((day.year for day in starts if day), default=at.year)


def _publish(year, at):
    reports = [(build(scope), whole) for scope, whole in _scopes(year, at)]
    reports = [(report, whole) for report, whole in reports if _has_requests(report)]
    if not reports:
        return False
    content = _content(year, reports, at.astimezone(ZONE).date())
    try:
        with transaction.atomic():
            YearFile.objects.create(year=year, published_at=at, content=content)
    except IntegrityError:  # somebody else was faster
        return False
    return True


def _has_requests(report):
    total = report.figure("requests.total")
    return total.suppressed or total.value > 0


def _scopes(year, at):
    """(Scope, whether it is the whole campaign) of each part of that year's file."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    before = {(one["campaign"], one["whole"]): one["to"] for one in _reports_before(year)}
    for campaign in Campaign.objects.filter(starts_on__lte=last).order_by("starts_on", "pk"):
        if (campaign.slug, True) in before:
            continue
        until = before.get((campaign.slug, False))
        begins = date.fromisoformat(until) + timedelta(days=1) if until else campaign.starts_on
        ends = min(campaign.ends_on or last, last)
        is_whole = until is None and campaign.ends_on is not None
        if begins > ends or (is_whole and campaign.ends_on.year != year):
            continue
        yield Scope(campaign=campaign, first=begins, last=ends, at=at), is_whole
    yield Scope(campaign=None, first=first, last=last, at=at), False


def _reports_before(year):
    """The parts of the files of earlier years (None: of all), the earliest first."""
    files = YearFile.objects.order_by("year")
    if year is not None:
        files = files.filter(year__lt=year)
    return [one for content in files.values_list("content", flat=True) for one in content["parts"]]


def _content(year, reports, day):
    figures = {figure.code: figure for report, _whole in reports for figure in report.figures}
    return {
        "year": year,
        "closed_on": day.isoformat(),
        "definitions_version": reports[0][0].definitions_version,
        "threshold": THRESHOLD,
        "method": method(day),
        "dictionary": [_explained(figure) for figure in figures.values()],
        "parts": [_part(report, whole) for report, whole in reports],
    }


def _explained(figure):
    return {
        "code": figure.code,
        "label": figure.label,
        "unit": unit_of(figure),
        "population": figure.population,
    }


def _part(report, whole):
    return {
        "campaign": report.slug,
        "name": report.name,
        "whole": whole,
        "from": report.first.isoformat(),
        "to": report.last.isoformat(),
        "measures": [
            {
                "code": figure.code,
                "value": figure.value,
                "denominator": figure.denominator,
                "suppressed": figure.suppressed,
            }
            for figure in report.figures
        ],
    }


def method(day):
    """How to read a file that was closed on that day: sentences."""
    return [
        _(
            "Le fichier est arrêté le %(day)s et ne change plus. Ce qui a été appris plus tard n'y "
            "est pas."
        )
        % {"day": formats.date_format(day, "j F Y")},
        _(
            "Chaque demande est comptée une seule fois : dans sa campagne, ou hors campagne. Une "
            "campagne qui a une fin paraît entière, dans l'année de sa fin. Une campagne sans fin "
            "et les demandes hors campagne paraissent année par année."
        ),
        _(
            "Il n'y a pas de total de l'année : une soustraction pourrait dire un petit nombre. "
            "N'additionnez pas les parts, car des nombres y sont masqués."
        ),
        _(
            "Les nombres de 1 à %(most)s sont masqués, et avec eux ceux qui permettraient de les "
            "calculer. Un nombre masqué peut donc être de %(least)s ou plus."
        )
        % {"most": THRESHOLD - 1, "least": THRESHOLD},
        _(
            "« Pas demandé ou pas dit » reste compté. Les personnes dont la demande est effacée "
            "restent comptées, sans identité."
        ),
        _(
            "Le dictionnaire dit, pour chaque code, qui est compté. Deux fichiers se comparent "
            "quand la version des définitions est la même."
        ),
    ]
