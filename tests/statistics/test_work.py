"""Minutes of work by stage and request, and what a request costs at the hour that is typed."""

from datetime import timedelta

import pytest
from pytest_django.asserts import assertContains

from callbacks.models import CallAttempt, Interview
from callbacks.results import Result
from campaigns.statistics.formats.as_csv import write
from campaigns.statistics.scopes import scope_of_campaign
from campaigns.statistics.work import make_work
from julien.core.roles import Role
from requests_intake.services.erase import erase_person
from tests.make.callbacks import NOW
from tests.make.figures import make_called, make_requests, make_running_campaign
from tests.make.interviews import make_signed_interview
from tests.make.staff import make_staff
from tests.retention.test_figures_stay import everybody

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    """5 requests with an interview of 30 + 12 minutes, 6 tries of 2 minutes, 9 waiting."""
    campaign = make_running_campaign(slug="automne-2026")
    for _number in range(5):
        make_signed_interview(campaign=campaign)
    interviews = Interview.objects.all()
    for interview in interviews:
        [attempt] = interview.callback.attempts.all()
        CallAttempt.objects.filter(pk=attempt.pk).update(
            started_at=interview.started_at - timedelta(minutes=1)
        )
        interview.call_ended_at = interview.started_at + timedelta(minutes=29)
        interview.signed_at = interview.call_ended_at + timedelta(minutes=12)
        interview.save()
    for _number in range(6):
        callback = make_called(Result.NO_ANSWER, campaign=campaign)
        callback.attempts.update(ended_at=NOW + timedelta(minutes=2))
    make_requests(9, campaign=campaign)
    return campaign


def told(campaign, **data):
    found, _form = make_work(scope_of_campaign(campaign, at=NOW), data)
    return {one.code: "masqué" if one.suppressed else one.value for one in found.figures}


def test_minutes_of_each_stage_and_of_a_request(campaign):
    assert told(campaign) == {
        "work.tries.count": 6,
        "work.tries.measured": 6,
        "work.tries.minutes": 2.0,
        "work.tries.minutes_per_request": 0.6,  # 12 minutes, 20 requests
        "work.talk.count": 5,
        "work.talk.measured": 5,
        "work.talk.minutes": 30.0,
        "work.talk.minutes_per_request": 7.5,
        "work.wrap_up.count": 5,
        "work.wrap_up.measured": 5,
        "work.wrap_up.minutes": 12.0,
        "work.wrap_up.minutes_per_request": 3.0,
        "work.total.minutes_per_request": 11.1,
    }
    before = told(campaign)
    erase_person(request_ids=everybody(), by=None, at=NOW)
    assert told(campaign) == before


def test_what_was_not_noted_or_forgotten_overnight_is_missing_and_said(campaign):
    interviews = list(Interview.objects.order_by("pk"))
    interviews[0].signed_at += timedelta(hours=15)
    interviews[0].save()
    found = told(campaign)
    assert found["work.wrap_up.count"] == 5
    assert found["work.wrap_up.measured"] == "masqué"  # 4 of 5 would tell one
    assert found["work.wrap_up.minutes"] == "masqué"
    assert found["work.talk.minutes"] == 30.0


def test_how_many_were_measured_cannot_be_worked_out_of_the_minutes(campaign):
    """0.5 minutes of each of 20 requests, 2.0 minutes each: 5 of the 6 tries, so one was not."""
    forgotten = CallAttempt.objects.filter(result=Result.NO_ANSWER).first()
    forgotten.ended_at = forgotten.started_at + timedelta(hours=5)
    forgotten.save()
    found = told(campaign)
    assert found["work.tries.count"] == 6
    assert found["work.tries.measured"] == "masqué"
    assert found["work.tries.minutes"] == "masqué"
    assert found["work.tries.minutes_per_request"] == 0.5


def test_a_cost_only_when_the_hour_is_typed_and_in_the_file_too(client, campaign):
    client.force_login(make_staff(Role.ANALYST))
    page = client.get("/pilotage/automne-2026/temps/")
    assert "CHF\u00a0" not in page.content.decode()
    assert told(campaign, heure="120")["work.total.francs_per_request"] == 22.2
    found, _form = make_work(scope_of_campaign(campaign, at=NOW), {"heure": "85,50"})
    assert "15,82;" in write(found).decode("utf-8-sig")

    page = client.get("/pilotage/automne-2026/temps/", {"heure": "120"})
    assertContains(page, "CHF\u00a022.20")
    assertContains(page, '<input type="hidden" name="heure" value="120">', html=True)
    for wrong in ("beaucoup", "0", "-3", "NaN", "1e9", "85.555"):
        page = client.get("/pilotage/automne-2026/temps/", {"heure": wrong})
        assert page.status_code == 422
        assertContains(page, f'value="{wrong}"', status_code=422)  # what was typed is kept
        assert 'type="number"' not in page.content.decode()  # browsers empty it of other words
        assert "CHF\u00a0" not in page.content.decode()
