"""The demo's telephone with an operator that fails: what the person gets, what the team sees."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from julien.core.roles import Role
from requests_intake.models import CallbackRequest, InboundSms, Message
from requests_intake.services.sending import sweep
from requests_intake.services.simulated_reports import report
from requests_intake.sms.gateways.simulator import Trouble, play, trouble_of
from tests.make.campaigns import make_desk
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

PHONE = "/demo/telephone/"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _demo(settings):
    make_desk()
    settings.ROOT_URLCONF = "tests.requests_intake.demo_addresses"
    settings.SMS_GATEWAY = "simulator"
    cache.clear()


def let(client, trouble):
    answer = client.post(PHONE, {"ligne": "23", "operateur": trouble})
    assert answer.status_code == 303
    return answer


def write(client, words="Bonjour"):
    client.post(PHONE, {"ligne": "23", "texte": words})
    return Message.objects.latest("pk")


def state(message):
    message.refresh_from_db()
    return message.state, message.error_code


def play_on(minutes, *, every=MINUTE):
    """The sweep and the operator's reports, minute by minute; returns the last minute."""
    start = timezone.now()
    for minute in range(minutes + 1):
        at = start + minute * every
        sweep(at=at)
        report(at=at + timedelta(seconds=10))
    return at


def seen_by_team(client):
    client.force_login(make_staff(Role.CALLER))
    return client.get("/equipe/sms/").content.decode()


def test_the_page_says_what_the_operator_does(client):
    let(client, "panne")
    page = client.get(f"{PHONE}?ligne=23").content.decode()
    assert '<option value="panne" selected>' in page
    assert '<option value="aucune" selected>' in client.get(f"{PHONE}?ligne=24").content.decode()


@pytest.mark.parametrize("nonsense", ["", "nonsense", "PANNE"])
def test_an_unknown_trouble_is_an_sms_like_any_other(client, nonsense):
    client.post(PHONE, {"ligne": "23", "operateur": nonsense, "texte": "Bonjour"})
    assert trouble_of("+41795550123") == Trouble.NONE
    assert InboundSms.objects.get().body == "Bonjour"


def test_on_a_good_day_it_arrives_and_nobody_is_bothered(client):
    message = write(client)
    play_on(1)
    assert state(message) == ("delivered", "")
    assert "Tous nos SMS sont arrivés" in seen_by_team(client)


def test_not_received(client):
    let(client, "pas-recus")
    message = write(client)
    play_on(1)
    assert state(message) == ("undelivered", "30003")
    assert "JU-lien : C" not in client.get(f"{PHONE}?ligne=23").content.decode()
    page = seen_by_team(client)
    assert CallbackRequest.objects.get().reference in page
    assert "téléphone éteint ou hors réseau" in page


def test_late(client):
    let(client, "en-retard")
    message = write(client)
    play_on(1)
    assert state(message) == ("sent", "")
    assert "en route" in client.get(f"{PHONE}?ligne=23").content.decode()
    play_on(3)
    assert state(message) == ("delivered", "")


def test_out_of_order_and_twice(client):
    let(client, "desordre")
    message = write(client, "Le loyer")
    play_on(1)
    assert state(message) == ("delivered", "")
    assert InboundSms.objects.count() == 1
    assert Message.objects.count() == 1


def test_down_then_well_again(client):
    let(client, "panne")
    message = write(client)
    play_on(2)
    assert state(message) == ("queued", "")
    page = seen_by_team(client)
    assert "Les SMS ne partent pas" in page
    assert "Messages qui attendent : 1" in page
    assert "Les SMS ne partent pas" in client.get("/equipe/").content.decode()

    let(client, "aucune")
    Message.objects.update(not_before=None)
    play_on(1)
    assert state(message) == ("delivered", "")
    assert "Les SMS ne partent pas" not in client.get("/equipe/").content.decode()


def test_nobody_knows_whether_it_left_and_it_is_never_sent_again(client):
    let(client, "sans-reponse")
    message = write(client)
    let(client, "aucune")
    play("+41795550123", Trouble.LOST)
    play_on(2)
    play("+41795550123", Trouble.NONE)
    play_on(30)
    assert state(message) == ("sending", "unknown")
    assert "la personne l" in seen_by_team(client)


def test_two_telephones_do_not_disturb_each_other(client):
    let(client, "panne")
    client.post(PHONE, {"ligne": "24", "texte": "Bonjour"})
    play_on(1)
    assert Message.objects.get().state == "delivered"
