"""The demo's telephone with an operator that fails: what the person gets, what the team sees."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from julien.core.roles import Role
from requests_intake.models import CallbackRequest, InboundSms, Message
from requests_intake.services.sending import sweep
from requests_intake.services.simulated_delivery import let_go_if_late
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


# The person's own SMS, one overtaken by the next.


def written(client, *words):
    """What is written one after the other while each first one is overtaken by its next."""
    let(client, Trouble.OVERTAKEN)
    for each in words:
        client.post(PHONE, {"ligne": "23", "texte": each})


def arrived():
    return [sms.body for sms in InboundSms.objects.order_by("pk")]


def test_one_that_is_overtaken_waits_in_sight_and_comes_after_the_next(client):
    written(client, "J'ai besoin d'aide")
    assert arrived() == []
    assert "en route" in client.get(f"{PHONE}?ligne=23").content.decode()

    written(client, "pour le loyer")

    assert arrived() == ["J'ai besoin d'aide"]  # another operator was chosen: it is let go
    written(client, "avec mes enfants", "matin")
    assert arrived()[-2:] == ["matin", "avec mes enfants"]
    assert CallbackRequest.objects.get().windows == ["morning"]


def test_one_that_nothing_follows_is_late(client):
    written(client, "Bonjour")
    number = "+41795550123"
    let_go_if_late(number, at=timezone.now() + MINUTE)
    assert arrived() == []
    let_go_if_late(number, at=timezone.now() + 2 * MINUTE)
    assert arrived() == ["Bonjour"]


@pytest.mark.parametrize("before", ["", "stop"], ids=["a stranger", "who stopped before"])
def test_a_stop_that_overtakes_the_first_words_is_kept_to_and_the_call_is_asked_for(client, before):
    if before:
        write(client, "Allô")
        write(client, "ANNULER")
    sent = Message.objects.count()

    written(client, "J'ai besoin d'aide", "STOP")

    request = CallbackRequest.objects.latest("pk")
    assert (request.closed_at, request.may_text) == (None, False)
    assert Message.objects.filter(request=request).count() == 0
    assert Message.objects.count() <= sent + 1  # the last one, that says there will be no more


def test_a_stop_that_overtakes_later_words_is_kept_to(client):
    write(client, "Bonjour")
    written(client, "je suis là le soir", "STOP")

    request = CallbackRequest.objects.get()
    assert request.may_text is False
    assert [contact.words for contact in request.contacts.order_by("pk")][
        -1
    ] == "je suis là le soir"
    assert Message.objects.latest("pk").kind == Message.Kind.STOPPED


def test_a_withdrawal_that_overtakes_words_leaves_a_person_to_look(client):
    """Nobody is lost: what came after the withdrawal is a request again, linked to the first."""
    write(client, "Bonjour")
    written(client, "c'est pour le loyer", "ANNULER")

    first, again = CallbackRequest.objects.order_by("pk")
    assert first.withdrawn_at
    assert again.previous == first
    assert again.closed_at is None


def test_words_of_danger_are_answered_whatever_was_stopped(client):
    written(client, "je veux mourir", "STOP")
    kinds = set(Message.objects.values_list("kind", flat=True))
    assert Message.Kind.EMERGENCY in kinds


def test_without_redis_the_telephone_still_writes_and_is_answered(client, settings):
    gone = settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": gone}

    let(client, Trouble.OVERTAKEN)
    answer = write(client, "Bonjour, sans mémoire")
    sweep(at=timezone.now())

    page = client.get(PHONE, {"ligne": "23"}).content.decode()
    assert page.count("Bonjour, sans mémoire") == 1
    assert answer.body[:40] in page.replace("&#x27;", "'")
    answer.refresh_from_db()
    assert answer.state == Message.State.SENT
