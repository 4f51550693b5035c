"""The promise and both clocks by channel, month and week: what they say, and that they stay."""

import random
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytest_django.asserts import assertContains

from callbacks.models import Interview
from callbacks.results import Result
from callbacks.week_figures import weeks
from campaigns.models import Campaign
from campaigns.statistics.delays import build_delays
from campaigns.statistics.formats import FORMATS
from campaigns.statistics.scopes import scope_of_campaign
from campaigns.statistics.tallies import (
    first_day_of_week,
    hours_at,
    month_of_week,
    new_tally,
    promise_of,
)
from julien.audit.models import AuditEntry
from julien.core.roles import Role
from julien.retention.anonymous import without_identities
from julien.retention.models import Fact, WeekTally
from requests_intake.services.erase import erase_person
from tests.make.callbacks import NOW
from tests.make.figures import make_called, make_requests, make_running_campaign
from tests.make.staff import make_staff
from tests.retention.test_figures_stay import LATER, everybody, make_many_people
from tests.statistics.test_formats import read_csv, read_json, read_xlsx

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Europe/Zurich")
SECOND = timedelta(seconds=1)


def on(day, hour):
    return datetime(2026, 11, day, hour, tzinfo=ZONE)


def called(count, *, day, after, channel="web", **fields):
    """So many requests of that day at 8, first tried so many hours later."""
    came = on(day, 8)
    for _number in range(count):
        make_called(
            fields.get("result", Result.REACHED),
            now=came,
            received_at=came,
            channel=channel,
            started_at=came + timedelta(hours=after),
            campaign=fields["campaign"],
        )


@pytest.fixture
def two_weeks():
    """Week 46: 6 by form after 5 h, 6 by SMS after 30 h. Week 47: 7 by SMS after 100 h."""
    campaign = make_running_campaign(slug="automne-2026", name="Automne 2026")
    called(6, day=9, after=5, campaign=campaign)
    called(6, day=12, after=29.5, channel="sms", campaign=campaign)
    called(7, day=16, after=100, channel="sms", result=Result.NO_ANSWER, campaign=campaign)
    return campaign


def figures(campaign, at=LATER):
    found = build_delays(scope_of_campaign(campaign, at=at)).figures
    return {one.code: "masqué" if one.suppressed else (one.value, one.denominator) for one in found}


def test_a_promise_runs_until_its_very_instant_and_is_missed_after_it():
    tally = new_tally()
    tally["untried"][NOW.isoformat()] = 1

    at_the_end, after = (promise_of(tally, NOW + late) for late in (timedelta(0), SECOND))

    assert (at_the_end["pending"], at_the_end["missed"]) == (1, 0)
    assert (after["pending"], after["missed"]) == (0, 1)


def test_lines_say_how_many_in_time_and_in_how_many_hours(two_weeks):
    told = figures(two_weeks)

    assert told["delay.channel.web.requests"] == (6, None)
    assert told["delay.channel.sms.promise.kept"] == (6, 13)
    assert told["delay.channel.sms.promise.missed"] == (7, 13)
    assert told["delay.channel.sms.first_try.median_hours"] == (100, None)
    assert told["delay.week.2026-W46.requests"] == (12, None)
    assert told["delay.week.2026-W46.first_try.median_hours"] == (5, None)
    assert told["delay.week.2026-W46.first_try.p90_hours"] == (30, None)
    assert told["delay.week.2026-W46.reached.median_hours"] == (5, None)
    assert told["delay.week.2026-W47.promise.missed"] == (7, 7)
    assert told["delay.week.2026-W47.reached.median_hours"] == (None, None)
    assert told["delay.month.2026-11.requests"] == (19, None)


def test_one_person_of_a_week_hides_what_would_tell_them(two_weeks):
    called(1, day=23, after=5, campaign=two_weeks)
    told = figures(two_weeks)

    assert told["delay.week.2026-W48.requests"] == "masqué"
    assert told["delay.week.2026-W48.promise.kept"] == "masqué"
    assert told["delay.week.2026-W48.promise.missed"] == (0, None)
    assert told["delay.week.2026-W48.first_try.median_hours"] == "masqué"
    assert "masqué" in {told["delay.week.2026-W46.requests"], told["delay.week.2026-W47.requests"]}


def test_a_channel_that_the_report_hides_is_hidden_here_too(two_weeks):
    """21 less the 13 by SMS and the 6 by form would tell the two at the desk."""
    called(2, day=9, after=5, channel="desk", campaign=two_weeks)
    told = figures(two_weeks)

    assert told["delay.channel.sms.requests"] == (13, None)
    assert told["delay.channel.web.requests"] == "masqué"
    assert told["delay.channel.desk.requests"] == "masqué"


def whole_years():
    """A scope that cuts no week: what a page shows."""
    return [scope_of_campaign(campaign, at=LATER) for campaign in Campaign.objects.all()]


def counted():
    with without_identities():
        return [weeks(one) for one in whole_years()]


def test_no_week_moves_when_everybody_is_erased():
    make_many_people()
    before = counted()
    files = [build_delays(one).figures for one in whole_years()]
    assert sum(len(found) for found in before) > 10

    people = everybody()
    random.Random(5).shuffle(people)
    for some in (people[:1], people[1:3], people[3:30], people[30:]):
        erase_person(request_ids=some, by=None, at=NOW)
        assert counted() == before
    assert not Interview.objects.exists()
    assert counted() == before
    assert [build_delays(one).figures for one in whole_years()] == files


def test_what_stays_of_a_week_leads_to_nobody(two_weeks):
    erase_person(request_ids=everybody(), by=None, at=NOW)

    rows = {(row.first_day, row.channel): row for row in WeekTally.objects.all()}
    assert set(rows) == {
        (date(2026, 11, 9), "web"),
        (date(2026, 11, 9), "sms"),
        (date(2026, 11, 16), "sms"),
    }
    assert rows[date(2026, 11, 9), "web"].tally["first_try"] == {"5": 6}
    keys = {fact.key for fact in Fact.objects.all()}
    assert not keys & {row.pk for row in rows.values()}
    assert not any(hasattr(row, "key") or hasattr(row, "story") for row in rows.values())


@pytest.mark.parametrize(
    ("day", "week", "month", "cut"),
    [
        ("2026-11-22", "2026-11-16", "2026-11-01", False),
        ("2026-11-30", "2026-11-30", "2026-12-01", False),  # its Thursday is 3 December
        ("2027-01-02", "2026-12-28", "2026-12-01", False),
        ("2027-01-02", "2027-01-01", "2027-01-01", True),  # the year begins again
        ("2026-12-30", "2026-12-28", "2026-12-01", True),
        ("2025-12-30", "2025-12-29", "2025-12-01", True),  # its Thursday is 1 January
    ],
)
def test_a_day_has_one_week_and_a_week_one_month(day, week, month, cut):
    first = first_day_of_week(date.fromisoformat(day), year_ends=cut)
    assert first == date.fromisoformat(week)
    assert month_of_week(first, year_ends=cut) == date.fromisoformat(month)


@pytest.mark.parametrize(
    ("hours", "median", "p90"),
    [({}, None, None), ({"3": 1}, 3, 3), ({"2": 5, "10": 5}, 2, 10), ({"1": 9, "50": 1}, 1, 1)],
)
def test_the_least_whole_hours_within_which_so_many_are(hours, median, p90):
    assert (hours_at(hours, 50), hours_at(hours, 90)) == (median, p90)


def test_the_page_and_every_file_say_the_same(client, two_weeks):
    analyst = make_staff(Role.ANALYST)
    client.force_login(analyst)
    page = client.get("/pilotage/automne-2026/delais/")

    assertContains(page, '<th scope="row">Semaine 46, 9.11. au 15.11.2026</th>', html=True)
    assertContains(page, "Délais par canal et par semaine")
    told = read_json(client.get("/pilotage/automne-2026/delais.json").content)
    assert told["delay.week.2026-W46.requests"][0] == 12
    for extension, read in (("csv", read_csv), ("xlsx", read_xlsx)):
        answer = client.get(f"/pilotage/automne-2026/delais.{extension}", {"motif": "canton"})
        assert f"ju-lien-automne-2026-delais.{extension}" in answer.headers["Content-Disposition"]
        assert read(answer.content) == told
    answer = client.get("/pilotage/automne-2026/delais.pdf", {"motif": "canton"})
    assert answer.content.startswith(b"%PDF")
    assert AuditEntry.objects.filter(what="report.delais.pdf", why="Rapport au canton").exists()
    client.force_login(make_staff(Role.SUPERVISOR))
    assertContains(client.get("/pilotage/exports/"), "Délais par canal et par semaine", count=4)


def test_a_page_that_does_not_exist_is_not_found(client, two_weeks):
    client.force_login(make_staff(Role.ANALYST))
    assert client.get("/pilotage/automne-2026/rien/").status_code == 404
    assert client.get("/pilotage/automne-2026/rien.csv").status_code == 404
    assert len(FORMATS) == 4


def test_a_campaign_without_requests_says_so(client):
    make_running_campaign(slug="vide")
    client.force_login(make_staff(Role.ANALYST))
    assertContains(client.get("/pilotage/vide/delais/"), "Aucune demande à compter encore.")


@pytest.mark.parametrize("count", [1, 12])
def test_the_same_number_of_queries_for_one_week_as_for_many(count, django_assert_num_queries):
    campaign = make_running_campaign()
    for place in range(count):
        make_requests(1, campaign=campaign, received_at=on(9, 8) + timedelta(days=2 * place))
    with without_identities(), django_assert_num_queries(7):
        weeks(scope_of_campaign(campaign, at=LATER))
