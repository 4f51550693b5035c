"""Before, during, after, always: the pages and the first SMS say which, and nobody is refused."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.utils import timezone

from requests_intake.models import CallbackRequest, Message
from tests.make.campaigns import make_campaign, make_desk
from tests.make.intake import make_received, zurich

pytestmark = pytest.mark.django_db

LEAST = {"phone": "079 555 01 23", "windows": ["morning"]}
DAY = timedelta(days=1)
SAID = {
    "before": "La campagne « Printemps » commence",
    "during": "Campagne « Printemps », jusqu'au",
    "after": "La campagne « Printemps » est finie. Le service continue",
    "permanent": "Ce service est ouvert toute l'année.",
}
# First and last day counted from today, so each of the days of change is played.
PHASES = [
    pytest.param(1, 30, "before", id="the day before"),
    pytest.param(0, 30, "during", id="the first day"),
    pytest.param(-30, 0, "during", id="the last day"),
    pytest.param(-30, -1, "after", id="the day after"),
    pytest.param(-30, None, "permanent", id="without an end"),
    pytest.param(None, None, "permanent", id="no campaign at all"),
]


def campaign(first, last):
    make_desk()
    if first is None:
        return None
    today = timezone.localdate()
    ends_on = None if last is None else today + last * DAY
    return make_campaign(name="Printemps", starts_on=today + first * DAY, ends_on=ends_on)


@pytest.mark.parametrize(("first", "last", "phase"), PHASES)
@pytest.mark.parametrize("address", ["/fr/", "/fr/rappel/"])
def test_each_page_says_where_the_campaign_stands(client, first, last, phase, address):
    campaign(first, last)
    html = unescape(client.get(address).content.decode()).replace("\u00a0", " ")
    assert [name for name, words in SAID.items() if words in html] == [phase]


@pytest.mark.parametrize(("first", "last", "phase"), PHASES)
def test_no_date_refuses_a_request(client, first, last, phase):
    running = campaign(first, last)
    answer = client.post("/fr/rappel/", LEAST)
    request = CallbackRequest.objects.get()
    assert answer.status_code == 303
    assert request.due_at > timezone.now()
    belongs = phase == "during" or (phase == "permanent" and running)
    assert request.campaign == (running if belongs else None)
    assert Message.objects.get().kind == "received"


@pytest.mark.parametrize(
    ("received_at", "says"),
    [
        ("2026-04-30 23:59", "La campagne n'a pas encore commencé : nous appelons déjà."),
        ("2026-05-01 00:00", ""),
        ("2026-05-31 23:59", ""),
        ("2026-06-01 00:00", "La campagne est finie, le service continue."),
    ],
)
def test_the_first_sms_says_it_too(received_at, says):
    make_desk()
    make_campaign(starts_on=date(2026, 5, 1), ends_on=date(2026, 5, 31))
    message = make_received(received_at=zurich(received_at)).request.messages.get()
    assert says in message.body
    assert ("campagne" in message.body) is bool(says)
    assert message.parts <= 2


def test_the_sms_names_no_campaign_to_who_may_not_be_told():
    make_desk()
    make_campaign(starts_on=date(2026, 5, 1), ends_on=date(2026, 5, 31))
    received = make_received(received_at=zurich("2026-06-01 10:00"), may_say_who=False)
    assert "campagne" not in received.request.messages.get().body


def test_a_request_of_a_campaign_that_ended_stays_valid(client):
    running = campaign(-30, 0)
    token = make_received().token
    page = f"/fr/rappel/suivi/{token}/"
    assert "La campagne est finie" not in client.get(page).content.decode()
    running.ends_on = timezone.localdate() - DAY
    running.save()
    html = client.get(page).content.decode()
    assert "La campagne est finie. Votre demande reste valable" in html
    assert 'data-state="queued"' in html
