"""One chain from a page seen to an aid granted: what each step is part of, what nobody knows."""

import pytest

from callbacks.models.follow_up import FollowUp
from callbacks.results import Result
from callbacks.services.interview_answers import FollowUpAnswer
from campaigns.models import PageView
from campaigns.statistics.report import build
from campaigns.statistics.scopes import scope_of_campaign
from campaigns.statistics.sections import sections
from requests_intake.services.erase import erase_person
from tests.make.callbacks import NOW
from tests.make.figures import make_called, make_requests, make_running_campaign
from tests.make.interviews import make_signed_interview
from tests.retention.test_figures_stay import everybody

pytestmark = pytest.mark.django_db
STEPS = ("seen", "asked", "reached", "interviewed", "applied", "granted")


def steps(campaign):
    found = build(scope_of_campaign(campaign, at=NOW))
    figures = [found.figure(f"funnel.{step}") for step in STEPS]
    return [
        "masqué" if figure.suppressed else (figure.value, figure.denominator) for figure in figures
    ]


def some(count, make, **fields):
    for _number in range(count):
        make(**fields)


def a_chain(reached_only=6, helped=7):
    """9 never tried, some reached and no more, 12 interviews, some of them helped to apply."""
    campaign = make_running_campaign()
    PageView.objects.create(day=campaign.starts_on, page="home", language="fr", count=900)
    make_requests(9, campaign=campaign)
    some(reached_only, make_called, result=Result.DECLINED, campaign=campaign)
    held = FollowUpAnswer(kind=FollowUp.Kind.HELP_APPLY, state=FollowUp.State.HELD)
    some(helped, make_signed_interview, campaign=campaign, follow_ups=[held])
    some(12 - helped, make_signed_interview, campaign=campaign)
    return campaign


def test_each_step_with_what_it_is_part_of_and_what_nobody_asks():
    campaign = a_chain()
    told = [(900, None), (27, 27), (18, 27), (12, 27), (7, 12), (None, None)]
    assert steps(campaign) == told

    erase_person(request_ids=everybody(), by=None, at=NOW)
    assert steps(campaign) == told


def test_a_step_of_one_to_four_people_is_not_shown():
    """Two were reached and had no interview: 14 less 12 would tell them."""
    assert steps(a_chain(reached_only=2))[2] == "masqué"
    campaign = make_running_campaign(slug="autre")
    make_requests(9, campaign=campaign)
    some(3, make_signed_interview, campaign=campaign)
    assert steps(campaign)[2:5] == ["masqué", "masqué", (0, None)]


def test_help_that_the_report_hides_is_hidden_here_too():
    """9 accepted it and 7 had it: each of the two numbers alone, or the two people between."""
    campaign = a_chain()
    accepted = FollowUpAnswer(kind=FollowUp.Kind.HELP_APPLY, state=FollowUp.State.ACCEPTED)
    some(2, make_signed_interview, campaign=campaign, follow_ups=[accepted])
    assert steps(campaign)[4] == "masqué"


def test_the_page_says_a_dash_where_nobody_knows():
    [section] = [
        one for one in sections(build(scope_of_campaign(a_chain(), at=NOW))) if one.code == "funnel"
    ]
    [block] = section.blocks
    assert [(row.label, row.value, row.share) for row in block.rows][3:] == [
        ("Entretiens signés", "12", "44\u00a0%"),
        ("Demandes d'aide déposées avec nous", "7", "58\u00a0%"),
        ("Aides obtenues (pas relevé)", "–", ""),
    ]
