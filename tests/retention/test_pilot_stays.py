"""Erasing the people of the pilot moves none of its figures, in no format."""

import pytest

from campaigns.statistics.formats import FORMATS
from julien.retention.models import Fact
from julien.scenarios import pilot
from requests_intake.services.expire import erase_expired
from tests.make.callbacks import NOW
from tests.retention.test_figures_stay import LATER, written

pytestmark = pytest.mark.django_db


def test_the_report_of_the_pilot_stays():
    pilot.load(now=NOW)
    before = written()
    assert len(before) >= len(FORMATS)

    erase_expired(at=LATER)

    assert Fact.objects.count() == 145
    assert written() == before
