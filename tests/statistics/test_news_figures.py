"""What people tell weeks after the interview, and exactly the figures it changes."""

import pytest

from callbacks.models import Callback
from callbacks.services.news import end_news
from julien.retention.anonymous import without_identities
from requests_intake.models import CallbackRequest
from requests_intake.services.erase import erase_person
from tests.make.callbacks import NOW
from tests.make.figures import counted_raw, make_running_campaign
from tests.make.interviews import make_signed_interview, reason
from tests.make.news import make_news, make_told
from tests.retention.test_figures_stay import everybody

pytestmark = pytest.mark.django_db


def not_reached(**fields):
    news = make_news(**fields)
    end_news(news_id=news.pk, state="not_reached", by=news.interview.caller, at=NOW)


def told(outcome, **codes):
    return lambda **fields: make_told(outcome, **codes, **fields)


def not_asked_because(code):
    return lambda **fields: make_told("not_asked", reason_id=reason(code).pk, **fields)


# What happened → the figures of the news, all others of them being zero.
TABLE = [
    (make_signed_interview, {"news.not_asked": 1}),
    (make_news, {"news.silent": 1}),
    (not_reached, {"news.silent": 1}),
    (
        told("granted", amount="under_600"),
        {"news.told": 1, "news_outcome.granted": 1, "news_amount.under_600": 1},
    ),
    (
        told("granted"),
        {"news.told": 1, "news_outcome.granted": 1, "news_amount.not_said": 1},
    ),
    (
        told("refused", refused_because="papers"),
        {"news.told": 1, "news_outcome.refused": 1, "news_refusal.papers": 1},
    ),
    (told("refused"), {"news.told": 1, "news_outcome.refused": 1}),
    (told("waiting"), {"news.told": 1, "news_outcome.waiting": 1}),
    (
        not_asked_because("M02"),
        {"news.told": 1, "news_outcome.not_asked": 1, "news_why.M02": 1},
    ),
    # Not offered on the page; told on the phone it is counted all the same.
    (
        not_asked_because("M06"),
        {"news.told": 1, "news_outcome.not_asked": 1, "news_why.M06": 1},
    ),
]


def counted(campaign):
    return {
        code: value
        for code, value in counted_raw(campaign).items()
        if code.startswith("news") and value
    }


def test_one_person_changes_exactly_these_figures():
    campaign = make_running_campaign()
    for make_record, expected in TABLE:
        make_record(campaign=campaign)
        assert counted(campaign) == expected
        Callback.objects.all().delete()
        CallbackRequest.objects.all().delete()


def test_erasing_everybody_moves_none_of_them():
    campaign = make_running_campaign()
    for make_record, _expected in TABLE:
        make_record(campaign=campaign)
    before = counted(campaign)
    assert sum(before[f"news.{part}"] for part in ("told", "silent", "not_asked")) == len(TABLE)
    erase_person(request_ids=everybody(), by=None, at=NOW)
    assert counted_erased(campaign) == before


def counted_erased(campaign):
    """As the report counts: through the views that know no identity."""
    with without_identities():
        return counted(campaign)
