"""Which campaign, numbers, hours and promise hold at an instant."""

from datetime import date, datetime

import pytest

from campaigns.models import Campaign
from campaigns.promise import Rule
from campaigns.services.offer import offer_at, promise_at
from tests.campaigns.jura import hours, local, shown
from tests.make.campaigns import make_calendar, make_campaign, make_desk

pytestmark = pytest.mark.django_db

MAY = {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 5, 31)}
PILOT = {"starts_on": date(2024, 5, 13), "ends_on": date(2024, 6, 30)}
FOR_EVER = {"starts_on": date(2025, 1, 1), "ends_on": None}


@pytest.mark.parametrize(
    ("campaigns", "at", "phase", "campaign", "about"),
    [
        pytest.param({}, "2026-05-10T12:00", "permanent", None, None, id="never a campaign"),
        pytest.param({"may": MAY}, "2026-03-01T12:00", "permanent", None, None, id="61 days off"),
        pytest.param({"may": MAY}, "2026-03-02T12:00", "before", None, "may", id="60 days off"),
        pytest.param(
            {"may": MAY}, "2026-04-30T23:59:59", "before", None, "may", id="last second before"
        ),
        pytest.param(
            {"may": MAY}, "2026-05-01T00:00", "during", "may", "may", id="first second of it"
        ),
        pytest.param(
            {"may": MAY}, "2026-04-30T22:00+00:00", "during", "may", "may", id="its day in the Jura"
        ),
        pytest.param(
            {"may": MAY}, "2026-05-31T23:59:59", "during", "may", "may", id="last second of it"
        ),
        pytest.param(
            {"may": MAY}, "2026-06-01T00:00", "after", None, "may", id="first second after"
        ),
        pytest.param({"may": MAY}, "2029-06-01T00:00", "after", None, "may", id="years after"),
        pytest.param(
            {"pilot": PILOT, "may": MAY}, "2026-04-10T12:00", "before", None, "may", id="between"
        ),
        pytest.param(
            {"pilot": PILOT, "may": MAY},
            "2025-06-10T12:00",
            "after",
            None,
            "pilot",
            id="long between",
        ),
        pytest.param(
            {"may": MAY, "pilot": PILOT}, "2027-01-10T12:00", "after", None, "may", id="the last"
        ),
        pytest.param(
            {"always": FOR_EVER}, "2026-05-10T12:00", "permanent", "always", "always", id="no end"
        ),
        pytest.param(
            {"always": FOR_EVER, "may": MAY},
            "2026-05-10T12:00",
            "during",
            "may",
            "may",
            id="a short one over a permanent one",
        ),
        pytest.param(
            {"always": FOR_EVER, "may": MAY},
            "2026-04-10T12:00",
            "permanent",
            "always",
            "always",
            id="what runs wins over what comes",
        ),
        pytest.param(
            {"always": FOR_EVER, "may": MAY},
            "2026-06-10T12:00",
            "permanent",
            "always",
            "always",
            id="what runs wins over what ended",
        ),
        pytest.param(
            {
                "long": {"starts_on": date(2026, 4, 1), "ends_on": date(2026, 12, 31)},
                "may": MAY,
            },
            "2026-05-10T12:00",
            "during",
            "may",
            "may",
            id="the latest start",
        ),
        pytest.param(
            {
                "june": {"starts_on": date(2026, 6, 1), "ends_on": date(2026, 6, 30)},
                "may": MAY,
            },
            "2026-04-10T12:00",
            "before",
            None,
            "may",
            id="the next to start",
        ),
    ],
)
def test_the_phase(campaigns, at, phase, campaign, about):
    make_desk()
    for slug, dates in campaigns.items():
        make_campaign(slug=slug, **dates)

    offer = offer_at(local(at))

    assert offer.phase == phase
    assert (offer.campaign and offer.campaign.slug) == campaign
    assert (offer.about and offer.about.slug) == about


def test_the_terms_of_the_desk_hold_when_the_campaign_says_nothing():
    desk = make_desk(name="JU-lien", promise_days=2, promise_unit="working")
    make_campaign(**MAY)
    for at in ["2026-05-10T12:00", "2026-07-10T12:00"]:
        offer = offer_at(local(at))
        assert (offer.sms_number, offer.voice_number) == (desk.sms_number, desk.voice_number)
        assert offer.calendar == desk.calendar
        assert offer.rule == Rule(2, "working")
        assert offer.name == "JU-lien"


def test_a_campaign_has_its_own_terms_while_it_runs():
    desk = make_desk()
    saturdays = make_calendar(week=(*[hours("08:30-17:30")] * 5, hours("09:00-12:00"), ()))
    make_campaign(
        **MAY,
        sms_number="+41795550177",
        calendar=saturdays,
        promise_days=4,
        promise_unit="working",
    )

    during = offer_at(local("2026-05-20T12:00"))
    assert during.sms_number == "+41795550177"
    assert during.voice_number == desk.voice_number
    assert during.calendar == saturdays
    assert during.hours.week[5] == hours("09:00-12:00")
    assert during.rule == Rule(4, "working")
    assert during.name == "JU-lien"

    after = offer_at(local("2026-06-20T12:00"))
    assert after.sms_number == desk.sms_number
    assert after.calendar == desk.calendar
    assert after.hours.week[5] == ()
    assert after.rule == Rule(3, "calendar")


def test_a_campaign_may_change_only_the_days_or_only_their_kind():
    make_desk(promise_days=3)
    campaign = make_campaign(**MAY, promise_days=5)
    assert offer_at(local("2026-05-10T12:00")).rule == Rule(5, "calendar")
    Campaign.objects.filter(pk=campaign.pk).update(promise_days=None, promise_unit="working")
    assert offer_at(local("2026-05-10T12:00")).rule == Rule(3, "working")


def test_a_request_outside_any_campaign_is_promised_a_date_all_the_same():
    make_desk()
    make_campaign(**PILOT)
    received_at = local("2026-05-22T10:00")
    made = promise_at(offer_at(received_at), received_at)
    assert shown(made.due_at) == "2026-05-26T17:30+02:00"
    assert "lundi 25.5. (lundi de Pentecôte)" in made.explanation


@pytest.mark.parametrize("campaigns", [0, 1, 3])
def test_the_offer_costs_one_query(django_assert_num_queries, campaigns):
    make_desk()
    for _ in range(campaigns):
        make_campaign(**MAY, calendar=make_calendar())
    with django_assert_num_queries(1):
        offer = offer_at(local("2026-05-10T12:00"))
        promise_at(offer, local("2026-05-10T12:00"))


def test_without_a_desk_there_is_no_offer():
    make_campaign(**MAY)
    assert offer_at(local("2026-05-10T12:00")) is None


def test_an_instant_without_zone_is_refused():
    make_desk()
    with pytest.raises(ValueError, match="its time zone"):
        offer_at(datetime(2026, 5, 10, 12))  # noqa: DTZ001
