"""The load by hour and weekday: counted once a day, kept when rows go, thin numbers hidden."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytest_django.asserts import assertContains

from callbacks.results import Result
from campaigns.statistics.load import build_load, catch_up
from julien.core.roles import Role
from julien.retention.models import MonthLoad
from requests_intake.models import CallbackRequest
from requests_intake.services.erase import erase_person
from tests.make.callbacks import make_request
from tests.make.figures import make_called
from tests.make.staff import make_staff
from tests.retention.test_figures_stay import everybody

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Europe/Zurich")
MONDAY = datetime(2026, 11, 16, 9, 30, tzinfo=ZONE)  # a Monday, half past nine
LATER = MONDAY + timedelta(days=2)


def asked(count, at):
    for _number in range(count):
        make_request(received_at=at)


def told(at=LATER):
    return {
        one.code: "masqué" if one.suppressed else one.value
        for one in build_load(at).figures
        if one.value or one.suppressed
    }


def test_requests_and_calls_are_counted_at_their_hour():
    asked(6, MONDAY)
    asked(7, MONDAY + timedelta(days=1, hours=5))
    for _number in range(5):
        make_called(received_at=MONDAY, started_at=MONDAY + timedelta(hours=2))
    make_called(Result.NOT_DIALLED, received_at=MONDAY, started_at=MONDAY)

    assert told() == {
        "load.asked.total": 19,
        "load.asked.hour.09": 12,
        "load.asked.hour.14": 7,
        "load.asked.day.1": 12,
        "load.asked.day.2": 7,
        "load.asked.1.09": 12,
        "load.asked.2.14": 7,
        "load.called.total": 5,
        "load.called.hour.11": 5,
        "load.called.day.1": 5,
        "load.called.1.11": 5,
    }


def test_a_day_is_counted_once_and_stays_when_its_people_are_erased():
    asked(6, MONDAY)
    asked(5, LATER - timedelta(days=1))  # the last day counted, where the next count begins
    before = told()
    assert told(LATER + timedelta(days=1)) == before
    erase_person(request_ids=everybody(), by=None, at=LATER)
    CallbackRequest.objects.all().delete()

    for days in range(3):
        catch_up(at=LATER + timedelta(days=days))
        catch_up(at=LATER + timedelta(days=days))
    assert told() == before
    assert told(LATER + timedelta(days=3)) == before


def test_today_waits_and_the_days_nobody_counted_are_made_up_for():
    asked(6, MONDAY)
    assert told(MONDAY + timedelta(hours=1)) == {}
    assert MonthLoad.objects.get(month="2026-11-01").through.isoformat() == "2026-11-15"
    asked(5, MONDAY + timedelta(days=20))

    assert told(MONDAY + timedelta(days=40))["load.asked.total"] == 11
    assert [row.month.month for row in MonthLoad.objects.order_by("month")][-2:] == [11, 12]


def test_one_request_at_an_hour_is_hidden_with_what_would_tell_it():
    asked(9, MONDAY)
    asked(1, MONDAY + timedelta(hours=3))
    asked(8, MONDAY + timedelta(days=1))
    found = told()

    assert found["load.asked.total"] == 18
    hidden = {code for code, value in found.items() if value == "masqué"}
    assert {"load.asked.hour.12", "load.asked.hour.09", "load.asked.1.12"} <= hidden


def test_the_hour_is_that_of_the_jura_on_both_sides_of_the_change():
    asked(5, datetime(2026, 10, 25, 0, 30, tzinfo=ZoneInfo("UTC")))  # 2:30, the first time
    asked(5, datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("UTC")))  # 2:30, the second time
    assert told()["load.asked.7.02"] == 10


def test_reading_it_again_counts_nothing_over_everything(django_assert_num_queries):
    """What is read is a row a month, and whether yesterday is in it (savepoints counted)."""
    asked(6, MONDAY)
    build_load(LATER)
    with django_assert_num_queries(4):
        build_load(LATER)


def test_the_page_for_who_plans_and_its_file(client):
    client.force_login(make_staff(Role.SUPERVISOR))
    page = client.get("/pilotage/service/charge/")
    assertContains(page, "Charge par jour et par heure")
    answer = client.get("/pilotage/service/charge.csv", {"motif": "team"})
    assert "ju-lien-service-charge.csv" in answer.headers["Content-Disposition"]
    assertContains(client.get("/pilotage/exports/"), "Tout le service")
    assert client.get("/pilotage/hors-campagne/charge/").status_code == 404
    assert client.get("/pilotage/service/delais/").status_code == 404
