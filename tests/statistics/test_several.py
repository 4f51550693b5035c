"""Figures of several records together."""

import pytest

from callbacks.results import Result
from campaigns.statistics.report import build
from campaigns.statistics.scopes import scope_of_campaign
from tests.make.callbacks import NOW
from tests.make.figures import counted_raw, make_called, make_running_campaign, make_satisfaction
from tests.make.interviews import make_draft, make_signed_interview

pytestmark = pytest.mark.django_db


def test_how_few_were_reached_and_not_heard_is_not_told_by_subtraction():
    campaign = make_running_campaign()
    for _each in range(6):
        make_signed_interview(campaign=campaign)
    make_called(Result.REACHED, campaign=campaign)
    make_draft(campaign=campaign)
    figures = {one.code: one for one in build(scope_of_campaign(campaign, at=NOW)).figures}
    shown = {name: figures[f"followup.phone.{name}"].value for name in ("offered", "accepted")}
    assert figures["interviews.total"].value == 6
    assert shown == {"offered": None, "accepted": None}


def test_satisfaction_counts_who_answered_only():
    campaign = make_running_campaign()
    for score in (4, 3, 2, 1, None):
        make_satisfaction(score, campaign=campaign)
    scope = {"satisfaction.satisfied": 2}
    assert counted_raw(campaign) | scope == counted_raw(campaign)
