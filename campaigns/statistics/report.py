"""The report: every measure of a scope, once counted, once suppressed, for every format."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.statistics.funnel import funnel
from campaigns.statistics.measures import DEFINITIONS_VERSION
from campaigns.statistics.scopes import OUTSIDE, SERVICE, ZONE
from campaigns.statistics.suppression import Figure, suppress
from julien.retention.anonymous import without_identities


@dataclass(frozen=True)
class Report:
    """What a page, a file or the command shows. Nothing in it names a person.

    part: "" for the report of a campaign, else which page it is of (parts.py).
    service: it is about the whole service, all campaigns and none.
    """

    campaign: Campaign | None
    first: date
    last: date
    at: datetime
    definitions_version: str
    figures: tuple[Figure, ...]
    part: str = ""
    title: str = ""
    service: bool = False

    @property
    def slug(self):
        if self.service:
            return SERVICE
        return self.campaign.slug if self.campaign else OUTSIDE

    @property
    def name(self):
        if self.service:
            return _("Tout le service")
        return self.campaign.name if self.campaign else _("Hors campagne")

    @property
    def is_over(self):
        return self.at.astimezone(ZONE).date() > self.last

    def figure(self, code):
        """The Figure with this code, or None when nothing counted it."""
        return next((figure for figure in self.figures if figure.code == code), None)

    def under(self, prefix):
        """The Figures whose code is `prefix` or begins with it and a point."""
        return [f for f in self.figures if f.code == prefix or f.code.startswith(prefix + ".")]


def build(scope):
    """Count a scope. Every figures.collect of settings.FIGURES is asked once.

    Promise: nothing leaves here that has not been through suppress(), and what counts can read no
    identity. Erased requests are counted like others.
    """
    measures = []
    with without_identities():
        for path in settings.FIGURES:
            measures.extend(import_string(path)(scope))
    measures += funnel(measures)
    return report_of(scope, suppress(measures))


def report_of(scope, figures, **more):
    """The Report of a scope made of these Figures, which are already suppressed."""
    return Report(
        campaign=scope.campaign,
        first=scope.first,
        last=scope.last,
        at=scope.at,
        definitions_version=DEFINITIONS_VERSION,
        figures=tuple(figures),
        **more,
    )
