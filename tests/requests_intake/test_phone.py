"""The telephone of the demo: one plays the resident, through the door everybody uses."""

from datetime import timedelta

import html5lib
import pytest
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from requests_intake.models import CallbackRequest, InboundSms, Message
from requests_intake.services.sending import sweep
from requests_intake.services.simulated_reports import report
from tests.make.campaigns import make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    make_desk()
    settings.ROOT_URLCONF = "tests.requests_intake.demo_addresses"
    settings.SMS_GATEWAY = "simulator"
    cache.clear()


def bubbles(response):
    """(mine or theirs, text, foot) of each bubble in the thread."""
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    found = []
    for bubble in tree.iter("div"):
        if "bubble" in bubble.get("class", "").split():
            text, foot = (" ".join("".join(p.itertext()).split()) for p in bubble.findall("p"))
            found.append((text, foot.split(" · ")[1:]))
    return found


def test_outside_the_demo_there_is_no_such_telephone(client):
    assert client.get("/demo/telephone/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("demo:phone")


def test_what_is_written_becomes_a_request_and_is_answered(client, demo):
    answer = client.post("/demo/telephone/", {"ligne": "23", "texte": "J'ai besoin d'aide 😕"})
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        "/demo/telephone/?ligne=23#telephone",
    )
    request = CallbackRequest.objects.get()
    assert (request.phone, request.channel) == ("+41795550123", "sms")

    [mine, theirs] = bubbles(client.get("/demo/telephone/?ligne=23"))
    assert mine == ("Vous : J'ai besoin d'aide 😕", [])
    assert theirs[0].startswith("Le service : JU-lien : C'est noté. Nous vous appelons avant")
    assert theirs[1] == ["en route", "2 parties"]

    sweep(at=timezone.now())
    assert Message.objects.get().state == "sent"
    report(at=timezone.now() + timedelta(seconds=3))
    assert bubbles(client.get("/demo/telephone/?ligne=23"))[1][1] == ["reçu", "2 parties"]
    assert Message.objects.get().provider_sid.startswith("SIM")


def test_several_answers_at_once_stand_in_the_order_they_were_written(client, demo):
    client.post("/demo/telephone/", {"ligne": "23", "texte": "je veux mourir"})

    texts = [text for text, _foot in bubbles(client.get("/demo/telephone/?ligne=23"))]
    assert texts[0] == "Vous : je veux mourir"
    assert "police 117" in texts[1]
    assert "C'est noté" in texts[2]


def test_each_telephone_has_a_thread_of_its_own(client, demo):
    client.post("/demo/telephone/", {"ligne": "23", "texte": "Bonjour"})
    assert bubbles(client.get("/demo/telephone/?ligne=24")) == []


def test_the_same_words_twice_are_two_messages(client, demo):
    for _ in range(2):
        client.post("/demo/telephone/", {"ligne": "23", "texte": "Bonjour"})
    assert InboundSms.objects.count() == 2
    assert CallbackRequest.objects.count() == 1


@pytest.mark.parametrize("line", ["", "x", "117", "../", "٢٣"])
def test_only_numbers_of_nobody_can_be_played(client, demo, line):
    client.post("/demo/telephone/", {"ligne": line, "texte": "Bonjour"})
    assert InboundSms.objects.get().from_number == "+41795550120"


def test_a_message_of_any_length_and_none_is_taken(client, demo):
    for text in ("", "x" * 2000):
        client.post("/demo/telephone/", {"ligne": "23", "texte": text})
    assert [len(sms.body) for sms in InboundSms.objects.all()] == [0, 918]


def test_a_message_that_never_arrived_is_not_on_the_telephone(client, demo):
    client.post("/demo/telephone/", {"ligne": "23", "texte": "Bonjour"})
    Message.objects.update(state="failed")
    assert len(bubbles(client.get("/demo/telephone/?ligne=23"))) == 1


def test_the_thread_alone_can_be_fetched(client, demo):
    client.post("/demo/telephone/", {"ligne": "23", "texte": "Bonjour"})
    part = client.get("/demo/telephone/?ligne=23&partie=fil")
    assert b"<html" not in part.content
    assert len(bubbles(part)) == 2
