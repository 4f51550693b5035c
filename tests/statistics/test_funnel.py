"""One chain from a page seen to an aid granted: what each step is part of, what nobody knows."""

import pytest

from callbacks.results import Result
from callbacks.services.news import AidTold, tell_news
from campaigns.models import PageView
from campaigns.statistics.report import build
from campaigns.statistics.scopes import scope_of_campaign
from campaigns.statistics.sections import sections
from requests_intake.services.erase import erase_person
from tests.make.callbacks import NOW
from tests.make.figures import make_called, make_requests, make_running_campaign
from tests.make.interviews import make_signed_interview
from tests.make.news import DUE, make_news, make_told, worth_asking
from tests.retention.test_figures_stay import everybody
from tests.statistics.test_formats import written

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


def a_chain(reached_only=6, granted=7, waiting=5, not_asked=6, silent=5):
    """9 never tried, some reached and no more, the others heard; of those some told what came."""
    campaign = make_running_campaign()
    PageView.objects.create(day=campaign.starts_on, page="home", language="fr", count=900)
    make_requests(9, campaign=campaign)
    some(reached_only, make_called, result=Result.DECLINED, campaign=campaign)
    for outcome, count in (("granted", granted), ("waiting", waiting), ("not_asked", not_asked)):
        some(count, make_told, outcome=outcome, campaign=campaign)
    some(silent, make_news, campaign=campaign)
    some(5, make_signed_interview, campaign=campaign)
    return campaign


def test_each_step_with_what_it_is_part_of_and_erased_people_stay_in_it():
    """28 interviews: 18 told (7 + 5 + 6), 5 were asked and are silent, 5 were not asked."""
    campaign = a_chain()
    told = [(900, None), (43, 43), (34, 43), (28, 43), (12, 18), (7, 18)]
    assert steps(campaign) == told

    erase_person(request_ids=everybody(), by=None, at=NOW)
    assert steps(campaign) == told


def test_each_format_holds_the_chain():
    campaign = a_chain()
    for extension in ("csv", "json", "xlsx", "pdf"):
        assert written(campaign, extension)
    lines = written(campaign, "csv").decode("utf-8-sig").splitlines()
    assert [line.split(";")[6:8] for line in lines if ";funnel." in line] == [
        ["900", ""],
        ["43", "43"],
        ["34", "43"],
        ["28", "43"],
        ["12", "18"],
        ["7", "18"],
    ]


def test_nobody_told_is_a_dash_and_no_zero():
    campaign = a_chain(granted=0, waiting=0, not_asked=0)
    assert steps(campaign)[4:] == [(None, None), (None, None)]


def test_a_step_of_one_to_four_people_is_not_shown():
    """Two were reached and had no interview: 33 less 31 would tell them."""
    assert steps(a_chain(reached_only=2, granted=0, waiting=0, not_asked=0))[2] == "masqué"


def test_what_would_tell_a_small_number_by_subtraction_is_hidden():
    """(granted, waiting, not asked, silent) → what of applied and granted may be read."""
    small = "masqué"
    table = [
        ((7, 5, 6, 5), [(12, 18), (7, 18)]),
        ((7, 5, 3, 5), [small, (7, 15)]),  # 15 less 12 are three who did not ask
        ((3, 9, 6, 5), [small, small]),  # and the 6 keep the 3 company
        ((7, 5, 6, 2), [(12, 18), (7, 18)]),  # the 5 not asked keep the 2 company
        ((5, 0, 0, 2), [small, small]),  # who told is hidden, and all of it
        ((9, 0, 0, 5), [(9, 9), (9, 9)]),
    ]
    for number, (counts, shown) in enumerate(table):
        names = ("granted", "waiting", "not_asked", "silent")
        campaign = make_running_campaign(slug=f"essai-{number}")
        told = dict(zip(names, counts, strict=True))
        for outcome in names[:3]:
            some(told[outcome], make_told, outcome=outcome, campaign=campaign)
        some(told["silent"], make_news, campaign=campaign)
        some(5, make_signed_interview, campaign=campaign)
        found = steps(campaign)[4:]
        assert found == shown, counts


def test_the_page_says_each_step_and_its_share():
    [section] = [
        one for one in sections(build(scope_of_campaign(a_chain(), at=NOW))) if one.code == "funnel"
    ]
    [block] = section.blocks
    assert [(row.label, row.value, row.share) for row in block.rows][3:] == [
        ("Entretiens signés", "28", "65\u00a0%"),
        ("Ont demandé une aide", "12", "67\u00a0%"),
        ("Ont obtenu une aide", "7", "39\u00a0%"),
    ]


def test_the_best_that_came_of_several_aids_counts_once():
    campaign = make_running_campaign()
    for outcomes in [("refused", "granted")] * 5 + [("not_asked", "waiting")] * 6:
        news = make_news(campaign=campaign, aids=[worth_asking(), worth_asking()])
        aids = news.interview.aids.order_by("pk").values_list("aid_id", flat=True)
        told = [AidTold(aid, outcome) for aid, outcome in zip(aids, outcomes, strict=True)]
        tell_news(news_id=news.pk, told=told, at=DUE, by=news.interview.caller)
    found = build(scope_of_campaign(campaign, at=NOW))
    best = {one.code: one.value for one in found.under("news_outcome")}
    assert best == {
        "news_outcome.granted": 5,
        "news_outcome.waiting": 6,
        "news_outcome.refused": 0,
        "news_outcome.not_asked": 0,
    }
