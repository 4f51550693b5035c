"""The same report next year says the same: versions of definitions, and time that passes."""

import hashlib
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from campaigns.models import Campaign
from campaigns.statistics.measures import DEFINITIONS_VERSION
from campaigns.statistics.parts import OF_A_CAMPAIGN
from campaigns.statistics.report import build
from campaigns.statistics.scopes import scope_of_campaign
from julien.scenarios import pilot
from requests_intake.services.expire import erase_expired
from tests.make.callbacks import NOW
from tests.make.figures import make_running_campaign

pytestmark = pytest.mark.django_db

# The populations of the figures reports are compared by. When one changes, so does what is counted,
# or how it is said: give DEFINITIONS_VERSION a new name and add its line here; never change a line.
# 2026-11-b: funnel.applied and funnel.granted are what people tell weeks after the interview.
DIGESTS = {"2026-11": "bd1b510442ca97f7", "2026-11-b": "bd1b510442ca97f7"}
COMPARED = ("requests", "promise", "first_try", "reached", "interviews", "reason", "satisfaction")


def digest():
    scope = scope_of_campaign(make_running_campaign(), at=NOW)
    found = {
        (measure.code.split(".")[0], str(measure.population))
        for path in settings.FIGURES
        for measure in import_string(path)(scope)
        if measure.code.startswith(COMPARED)
    }
    text = "\n".join(f"{code}: {population}" for code, population in sorted(found))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def test_a_definition_that_changes_gets_a_version_of_its_own():
    assert DIGESTS[DEFINITIONS_VERSION] == digest()


def test_the_same_report_one_and_two_years_later_says_the_same():
    pilot.load(now=NOW)
    campaign = Campaign.objects.get(slug=pilot.SLUG)

    def told(at):
        scope = scope_of_campaign(campaign, at=at)
        reports = [build(scope), *(part.make(scope, {})[0] for part in OF_A_CAMPAIGN)]
        return [(report.part, report.definitions_version, report.figures) for report in reports]

    once = told(NOW)
    assert told(NOW + timedelta(days=365)) == once
    erase_expired(at=NOW + timedelta(days=400))
    assert told(NOW + timedelta(days=800)) == once
