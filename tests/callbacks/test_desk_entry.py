"""Requests told at the desk or by phone, and finding a request again."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from callbacks.models import Callback
from campaigns.promise import promise
from campaigns.services.offer import offer_at
from julien.audit.models import AuditEntry
from julien.core.phone import read_phone
from requests_intake.models import CallbackRequest
from tests.make.callbacks import make_callback, make_request
from tests.make.campaigns import make_desk

pytestmark = pytest.mark.django_db

NEW = "/equipe/demandes/nouvelle/"
NUMBER = "079 555 01 20"
E164 = "+41795550120"
OTHER = "+41795550139"


@pytest.fixture(autouse=True)
def desk():
    return make_desk()


def test_number_and_channel_are_enough(client, caller):
    response = client.post(NEW, {"channel": "desk", "phone": NUMBER}, follow=True)

    request = CallbackRequest.objects.get()
    assert (request.channel, request.phone, request.taken_by) == ("desk", E164, caller)
    assert response.redirect_chain == [(f"/equipe/rappels/{request.reference}/", 303)]
    assert "Dites à la personne : un appel avant" in response.content.decode()
    assert Callback.objects.get().request == request


def test_the_promise_counts_from_when_the_person_asked(client, caller):
    asked = timezone.localtime().replace(second=0, microsecond=0) - timedelta(days=2)

    client.post(
        NEW,
        {"channel": "phone", "phone": NUMBER, "received_at": f"{asked:%Y-%m-%dT%H:%M}"},
    )

    request = CallbackRequest.objects.get()
    offer = offer_at(asked)
    assert request.received_at == asked
    assert request.due_at == promise(asked, offer.rule, offer.hours).due_at


def test_all_that_was_said_is_kept(client, caller):
    said = {
        "channel": "phone",
        "phone": NUMBER,
        "windows": ["morning", "evening"],
        "may_say_who": "no",
        "may_voicemail": "yes",
        "first_name": "Odile",
        "postal_code": "2800",
        "language": "pt",
        "message": "ma facture",
        "needs": ["hearing"],
        "for_other": "yes",
        "relation": "friend",
        "other_agrees": "no",
        "ongoing_support": "no",
    }

    client.post(NEW, said)

    request = CallbackRequest.objects.get()
    assert request.windows == ["morning", "evening"]
    assert (request.may_say_who, request.may_voicemail, request.may_text) == (False, True, None)
    assert (request.first_name, request.postal_code, request.language) == ("Odile", "2800", "pt")
    assert (request.for_other, request.ongoing_support) == (True, "no")
    assert (request.needs, request.relation) == (["hearing"], "friend")
    assert request.other_agrees is False
    assert request.contacts.get().words == "ma facture"


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"phone": ""}, "phone", "Écrivez le numéro"),
        ({"phone": "079 12"}, "phone", "Il manque des chiffres"),
        ({"received_at": "2099-01-01T10:00"}, "received_at", "pas encore passé"),
        ({"received_at": "2020-01-01T10:00"}, "received_at", "trop ancien"),
        ({"channel": "sms"}, "channel", ""),
    ],
)
def test_a_slip_comes_back_with_what_was_typed(client, caller, wrong, field, says):
    sent = {"channel": "phone", "phone": NUMBER, "first_name": "Odile", **wrong}

    response = client.post(NEW, sent)

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert says in response.content.decode()
    assert 'value="Odile"' in response.content.decode()
    assert not CallbackRequest.objects.exists()


def test_a_double_click_is_one_request(client, caller):
    page = client.get(NEW).content.decode()
    [submission] = re.findall(r'name="submission" value="([\w-]+)"', page)
    sent = {"channel": "desk", "phone": NUMBER, "submission": submission}

    answers = [client.post(NEW, sent) for _ in range(2)]

    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert CallbackRequest.objects.get().contacts.count() == 1


def test_a_number_that_waits_already_is_shown_before_anything_is_written(client, caller):
    open_request = make_request(phone=E164, now=timezone.now())

    response = client.post(NEW, {"channel": "phone", "phone": NUMBER, "first_name": "Odile"})

    page = response.content.decode()
    assert response.status_code == 422
    assert f"C&#x27;est elle : {open_request.reference}, même numéro" in page
    assert "Dites si c&#x27;est la même personne" in page
    assert 'value="Odile"' in page
    assert open_request.contacts.count() == 1


def test_the_same_person_is_joined_and_the_team_told(client, caller):
    open_request = make_request(phone=E164, now=timezone.now())
    sent = {"channel": "phone", "phone": NUMBER, "who": open_request.reference}

    response = client.post(NEW, sent, follow=True)

    assert CallbackRequest.objects.get() == open_request
    assert "avait déjà une demande" in response.content.decode()
    assert open_request.contacts.count() == 2


def test_somebody_else_on_the_same_phone_gets_a_request_of_their_own(client, caller):
    first = make_request(phone=E164, now=timezone.now(), first_name="Odile")

    client.post(NEW, {"channel": "desk", "phone": NUMBER, "who": "other", "first_name": "Urs"})
    client.get("/equipe/")

    second = CallbackRequest.objects.exclude(pk=first.pk).get()
    assert (second.household_line, second.first_name, second.phone) == (1, "Urs", E164)
    assert (first.contacts.count(), second.contacts.count()) == (1, 1)
    assert Callback.objects.open().count() == 2


@pytest.mark.parametrize("typed", ["079 555 01 21", "079 555 01 10", "079 555 01 02"])
def test_a_number_mistyped_by_the_same_person_is_joined_with_the_new_number(client, caller, typed):
    known = make_request(phone=E164, now=timezone.now(), first_name="Odile", due_in=timedelta(1))
    sent = {"channel": "phone", "phone": typed, "first_name": "odile ", "message": "encore moi"}

    shown = client.post(NEW, sent)
    client.post(NEW, {**sent, "who": known.reference})

    assert "numéro presque pareil" in shown.content.decode()
    known.refresh_from_db()
    assert known.phone == read_phone(typed).e164
    assert [one.words for one in known.contacts.all()] == ["", "encore moi"]
    assert [one.request for one in Callback.objects.open()] == [known]


@pytest.mark.parametrize(
    ("phone", "said"),
    [
        pytest.param("079 555 01 21", {"first_name": "Urs"}, id="near number, another name"),
        pytest.param("079 555 01 88", {"first_name": "Odile"}, id="other number, same name"),
        pytest.param("079 555 01 88", {"postal_code": "2800"}, id="other number, same place"),
    ],
)
def test_who_only_looks_alike_is_not_asked_about(client, caller, phone, said):
    make_request(phone=E164, now=timezone.now(), first_name="Odile", postal_code="2800")

    response = client.post(NEW, {"channel": "phone", "phone": phone, **said})

    assert response.status_code == 303
    assert CallbackRequest.objects.count() == 2


def search(client, typed):
    return client.post("/equipe/recherche/", {"q": typed})


@pytest.mark.parametrize("count", [2, 12])
def test_a_list_of_many_costs_no_more_queries(client, caller, django_assert_num_queries, count):
    for number in range(count):
        make_callback(phone=f"+41795{number:02}0177")

    with django_assert_num_queries(5):
        response = search(client, "0177")

    assert f"{count} demandes trouvées" in response.content.decode()


@pytest.mark.parametrize(
    "typed", ["079 555 01 20", "0041795550120", "+41 79 555 01 20", "0120", " 01 20 "]
)
def test_one_hit_opens_at_once(client, caller, typed):
    callback = make_callback(phone=E164)
    make_callback(phone=OTHER)

    response = search(client, typed)

    assert response.status_code == 303
    assert response.headers["Location"] == f"/equipe/rappels/{callback.request.reference}/"


def test_a_reference_is_found_in_small_letters(client, caller):
    callback = make_callback()
    make_callback()

    response = search(client, f" {callback.request.reference.lower()} ")

    assert response.headers["Location"] == f"/equipe/rappels/{callback.request.reference}/"


def test_several_hits_are_listed_and_each_look_written_down(client, caller):
    first = make_callback("closed", phone="+41795550121", first_name="Odile")
    second = make_callback(phone="+41325550121")
    make_callback(phone=OTHER)

    response = search(client, "0121")

    page = response.content.decode()
    found = re.findall(r'<tr data-request="(\w+)"', page)
    assert set(found) == {first.request.reference, second.request.reference}
    assert "Odile" in page
    assert "2 demandes trouvées" in page
    assert AuditEntry.objects.filter(action="read", actor_id=caller.pk).count() == 2
    assert "no-store" in response.headers["Cache-Control"]


def test_a_request_that_just_came_in_is_found(client, caller):
    request = make_request(phone=E164)

    assert search(client, "0120").headers["Location"].endswith(f"/{request.reference}/")


def test_nothing_found_says_what_to_do(client, caller):
    response = search(client, "0199")

    assert response.status_code == 200
    assert "notez une nouvelle demande" in response.content.decode()


@pytest.mark.parametrize("typed", ["", "12", "079", "Odile", "012"])
def test_too_little_finds_nobody(client, caller, typed):
    make_callback(phone=E164, first_name="Odile")

    response = search(client, typed)

    assert response.status_code == 422
    assert 'data-request="' not in response.content.decode()
