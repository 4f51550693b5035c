"""What the pages of figures show, made of a Report."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from campaigns.statistics.formats import FORMATS
from campaigns.statistics.grids import Cell, Grid, cell
from campaigns.statistics.profiles import Comparison, compare_households
from campaigns.statistics.report import Report
from campaigns.statistics.scopes import OUTSIDE, ZONE
from campaigns.statistics.sections import Section, sections
from campaigns.statistics.suppression import Figure
from campaigns.statistics.words import Sentence, headline, say_percent, say_period, say_value

# Shown to the public while a campaign runs: what the service does. What people said waits for the
# end, for on a public page the difference from one day to the next is what one person said.
OF_VIEWS = ("views.total", "views.language", "views.source")
LIVE = ("requests.total", "promise", "first_try", "interviews.total", *OF_VIEWS)


@dataclass(frozen=True)
class Line:
    """A row of a table of figures."""

    figure: Figure
    value: str
    share: str


@dataclass(frozen=True)
class Page:
    """One report laid out for reading."""

    report: Report
    period: str
    headline: list[Sentence]
    sections: list[Section]
    households: list[Comparison]
    lines: list[Line]
    formats: list[str]


@dataclass(frozen=True)
class CampaignLine:
    """A campaign in the list."""

    name: str
    slug: str
    period: str
    running: bool


def page(report):
    return Page(
        report=report,
        period=say_period(report.first, report.last),
        headline=headline(report),
        sections=sections(report),
        households=compare_households(report),
        lines=[_line(figure) for figure in report.figures],
        formats=list(FORMATS),
    )


def public_page(report, *, in_parts=frozenset()):
    """The whole report once the campaign is over; what the service does while it runs.

    in_parts: slugs of campaigns whose years are published one by one. Of those the whole would
    tell, by subtraction, what the years hide.
    """
    if report.is_over and report.slug not in in_parts:
        return page(report)
    live = [figure for prefix in LIVE for figure in report.under(prefix)]
    return page(replace(report, figures=tuple(live)))


def lines(campaigns, *, now):
    """The campaigns of the list. No counting: that is each one's own page."""
    today = now.astimezone(ZONE).date()
    return [
        CampaignLine(
            name=campaign.name,
            slug=campaign.slug,
            period=_period(campaign),
            running=campaign.runs_on(today),
        )
        for campaign in campaigns
    ]


def _period(campaign):
    if campaign.ends_on is None:
        return _("sans fin")
    return say_period(campaign.starts_on, campaign.ends_on)


def choices(campaigns):
    """(slug, name) of everything that can be compared."""
    return [*((one.slug, one.name) for one in campaigns), (OUTSIDE, _("Hors campagne"))]


def side_by_side(left, right):
    """The Grid of two reports: a line for each figure of either, in the left's order."""
    labels = {figure.code: figure.label for figure in (*left.figures, *right.figures)}
    rows = [
        (label, tuple(_counted(report.name, report.figure(code)) for report in (left, right)))
        for code, label in labels.items()
    ]
    title = _("%(left)s et %(right)s") % {"left": left.name, "right": right.name}
    return Grid("comparaison", title, _("Mesure"), (left.name, right.name), tuple(rows))


def _counted(name, figure):
    return cell(name, figure) if figure else Cell(name, "–")


def _line(figure):
    share = "" if figure.share is None else say_percent(figure.share)
    return Line(figure, say_value(figure), share)
