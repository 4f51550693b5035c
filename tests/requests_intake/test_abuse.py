"""Rubbish and floods at the form: a person looks at them, and nobody real is lost among them."""

from datetime import timedelta
from uuid import uuid4

import html5lib
import pytest
import redis
from django.utils import timezone

from callbacks.models import Callback
from callbacks.services.fill import fill_queue
from callbacks.services.supervision import accept, reject
from julien.core.roles import Role
from requests_intake.abuse.signs import Sign
from requests_intake.forms.traps import stamp
from requests_intake.models import CallbackRequest, Contact, Message
from tests.make.campaigns import make_desk
from tests.make.intake import fresh_number, signed
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

ADDRESS = "/fr/rappel/"
LONG = "Bonjour, nous proposons une offre de crédit sans aucune condition"


@pytest.fixture(autouse=True)
def _desk(db, settings):
    make_desk()
    settings.LOOKUP_KEY = uuid4().hex  # counts of its own for each test
    settings.FORM_HELD_BACK_AFTER, settings.FORM_REFUSED_AFTER = 3, 6
    settings.FORM_REFUSED_AFTER_NUMBER = 4


def filled(**changes):
    """The form as a person sends it, a minute after opening it."""
    opened = stamp(timezone.now() - timedelta(minutes=1))
    least = {"phone": fresh_number(), "windows": ["morning"], "opened": opened, "pli": ""}
    return {name: value for name, value in (least | changes).items() if value is not None}


def send(client, *, address="198.51.100.7", **changes):
    return client.post(ADDRESS, filled(**changes), REMOTE_ADDR=address)


def just_opened():
    return stamp(timezone.now() - timedelta(seconds=1))


def states():
    """The states of all callbacks, oldest request first."""
    fill_queue(at=timezone.now())
    return list(Callback.objects.order_by("request__pk").values_list("state", flat=True))


@pytest.mark.parametrize(
    ("changes", "signs"),
    [
        ({}, []),
        ({"pli": "Acme Ltd"}, ["trap_filled"]),
        ({"pli": " "}, []),
        ({"pli": None}, []),
        ({"opened": None}, []),
        ({"opened": "hier"}, []),
        ({"pli": None, "opened": None}, []),
        ({"opened": just_opened}, []),
        ({"message": "voir https://example.org"}, []),
        ({"opened": just_opened, "message": "voir www.example.org"}, ["too_fast", "links"]),
        ({"opened": None, "first_name": "http://e.org"}, ["not_our_page", "links"]),
        ({"pli": "x", "opened": None, "message": "<a href=x>"}, ["trap_filled", "not_our_page"]),
    ],
)
def test_one_weak_sign_is_not_enough(client, changes, signs):
    changes = {name: value() if callable(value) else value for name, value in changes.items()}
    answer = send(client, **changes)

    request = CallbackRequest.objects.get()
    assert answer.status_code == 303
    assert request.suspicion[:2] == signs
    assert states() == ["quarantined" if signs else "queued"]


def test_an_entry_held_back_gets_the_same_promise_and_page(client):
    real, odd = send(client), send(client, pli="x")
    pages = []
    for answer in (real, odd):
        tree = html5lib.parse(
            client.get(answer.headers["Location"]).content.decode(), namespaceHTMLElements=False
        )
        states()
        told = client.get(answer.headers["Location"]).content.decode()
        assert 'data-state="queued"' in told
        pages.append(" ".join(" ".join(tree.find(".//article").itertext()).split()))
    assert pages[0] == pages[1]
    first, second = CallbackRequest.objects.order_by("pk")
    assert first.due_at == second.due_at


def test_strangers_get_no_sms_until_somebody_let_the_entry_in(client):
    send(client, pli="x")
    assert not Message.objects.exists()
    states()
    callback = Callback.objects.get()
    accept(callback_id=callback.pk, by=make_staff(), at=timezone.now())

    assert states() == ["queued"]
    message = Message.objects.get()
    assert (message.kind, message.state) == ("received", "queued")
    assert Contact.objects.get().token in message.body


def test_what_is_rejected_tells_nobody_anything(client):
    send(client, pli="x")
    states()
    reject(callback_id=Callback.objects.get().pk, by=make_staff(), at=timezone.now())
    assert not Message.objects.exists()
    assert CallbackRequest.objects.open().count() == 0


def test_words_of_danger_go_first_whatever_the_signs(client):
    send(client, pli="x", message="mon mari me frappe")
    assert CallbackRequest.objects.get().suspicion == []
    assert states() == ["queued"]


def test_who_then_writes_by_sms_is_let_in(client, settings):
    number = fresh_number()
    send(client, phone=number, pli="x")
    assert states() == ["quarantined"]
    fields = {"MessageSid": "SM1", "From": number, "To": "+41795550100", "Body": "c'est bien moi"}
    path = "/webhooks/twilio/sms/"
    assert client.post(path, fields, headers=signed(settings, path, fields)).status_code == 200
    assert states() == ["queued"]


def test_a_doubtful_sending_holds_back_nobody_who_already_waits(client):
    number = fresh_number()
    send(client, phone=number)
    send(client, phone=number, pli="x", message="encore moi")
    assert states() == ["queued"]
    assert Contact.objects.count() == 2


def test_the_same_text_for_many_numbers_is_looked_at(client):
    for connection in range(6):
        send(client, address=f"198.51.100.{connection}", message=LONG)
    assert states() == ["queued"] * 4 + ["quarantined"] * 2
    newest = CallbackRequest.objects.order_by("pk").last()
    assert newest.suspicion == [Sign.SAME_WORDS]


def test_what_everybody_writes_is_nobodys_template(client):
    for connection in range(6):
        send(client, address=f"198.51.100.{connection}", message="J'ai besoin d'aide svp")
    assert states() == ["queued"] * 6


def test_many_from_one_connection_are_held_back_then_refused(client):
    answers = [send(client) for _turn in range(7)]
    assert [answer.status_code for answer in answers] == [303] * 6 + [429]
    assert states() == ["queued"] * 3 + ["quarantined"] * 3
    assert send(client, address="198.51.100.8").status_code == 303
    assert states()[-1] == "queued"


def test_one_household_of_ipv6_is_one_connection(client):
    for door in range(4):
        send(client, address=f"2001:db8:1:2::{door + 1}")
    send(client, address="2001:db8:1:3::1")
    assert states() == ["queued"] * 3 + ["quarantined", "queued"]


def test_who_is_refused_keeps_what_was_typed_and_learns_how_to_reach_us(client):
    number = fresh_number()
    for connection in range(4):
        send(client, phone=number, address=f"198.51.100.{connection}")
    answer = send(client, phone=number, address="198.51.100.9", message="mes mots à moi")

    html = answer.content.decode()
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "600"
    assert "mes mots à moi" in html
    desk = make_desk()
    assert f"tel:{desk.voice_number}" in html
    assert f"sms:{desk.sms_number}" in html
    assert CallbackRequest.objects.count() == 1


def test_only_the_proxy_names_the_visitor(client, settings):
    """Without https nobody stands in front, and what a visitor claims is not read."""
    for turn in range(4):
        client.post(ADDRESS, filled(), REMOTE_ADDR="198.51.100.7", HTTP_X_FORWARDED_FOR=f"::{turn}")
    assert states() == ["queued"] * 3 + ["quarantined"]
    settings.HTTPS = True
    client.post(ADDRESS, filled(), REMOTE_ADDR="198.51.100.7", HTTP_X_FORWARDED_FOR="192.0.2.1")
    assert states()[-1] == "queued"


def test_without_redis_nobody_is_refused(client, settings):
    settings.CACHES = settings.CACHES | {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:9/1"}
    }
    assert [send(client).status_code for _turn in range(8)] == [303] * 8
    assert states() == ["queued"] * 8


def test_no_number_and_no_address_stands_in_redis(client, settings):
    address = settings.CACHES["default"]["LOCATION"].removesuffix("1") + "9"
    settings.CACHES = settings.CACHES | {
        "default": settings.CACHES["default"] | {"LOCATION": address}
    }
    number = fresh_number()
    with redis.from_url(address, decode_responses=True) as server:
        server.flushdb()
        send(client, phone=number, message=LONG)
        kept = {key: server.get(key) for key in server.scan_iter()}
        assert all(0 < server.ttl(key) <= 24 * 3600 for key in kept)
        server.flushdb()
    assert sorted(kept.values()) == ["1"] * 5
    assert not any(part in str(kept) for part in (number[3:], "198.51", "crédit", "credit"))


def test_machines_that_answer_each_other_end(client, settings):
    number, path = fresh_number(), "/webhooks/twilio/sms/"
    for turn, body in enumerate(["Bonjour", *["INFO"] * 12, *["MATIN"] * 12, *["il me bat"] * 12]):
        fields = {"MessageSid": f"SM{turn}", "From": number, "Body": body}
        client.post(path, fields, headers=signed(settings, path, fields))

    request = CallbackRequest.objects.get()
    kinds = sorted(request.messages.values_list("kind", flat=True))
    assert kinds.count("info") == kinds.count("wishes") == kinds.count("emergency") == 5
    assert len(kinds) == 5 * 3 + 2  # received, and once "we have it already"
    assert request.contacts.count() == 37


def test_the_supervisor_reads_why_it_was_held_back(client):
    send(client, pli="x", message="voir www.example.org")
    states()
    client.force_login(make_staff(Role.SUPERVISOR))
    page = client.get(f"/equipe/rappels/{CallbackRequest.objects.get().reference}/")
    html = page.content.decode()
    assert "champ invisible rempli" in html
    assert "adresse d&#x27;un site dans le texte" in html
