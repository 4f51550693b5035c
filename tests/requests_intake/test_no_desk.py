"""An installation in which nobody has set up the desk yet: nothing is promised, nothing is lost."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from julien.core.roles import Role
from requests_intake.models import CallbackRequest, InboundSms, Message
from requests_intake.services.sms_in import take_in_waiting
from requests_intake.tasks_in import take_in_waiting_sms
from tests.make.campaigns import make_desk
from tests.make.intake import signed, zurich
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

FORM = "/fr/rappel/"
SMS = "/webhooks/twilio/sms/"
LEAST = {"phone": "079 555 01 23", "windows": "morning"}


def write(client, settings, body, sid="SM1"):
    fields = {"MessageSid": sid, "From": "+41795550123", "To": "+41795550100", "Body": body}
    return client.post(SMS, fields, headers=signed(settings, SMS, fields))


@pytest.mark.parametrize(
    "path", ["/fr/", "/fr/aides/", "/fr/aides/liste/", "/fr/mes-droits/", "/fr/confidentialite/"]
)
def test_what_needs_no_desk_is_open(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_form_says_that_nothing_was_taken_and_invents_nothing(client, method):
    answer = getattr(client, method)(FORM, LEAST)
    page = answer.content.decode()

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "600")
    assert "Nous ne pouvons pas prendre votre demande ici pour le moment" in page
    assert "Rien n'a été enregistré." in page.replace("&#x27;", "'")
    assert "tel:" not in page.replace('href="tel:117"', "").replace('href="tel:144"', "").replace(
        'href="tel:143"', ""
    )
    assert "sms:" not in page
    assert not CallbackRequest.objects.exists()


@pytest.mark.parametrize("path", ["/equipe/textes-sms/", "/equipe/demandes/nouvelle/"])
def test_the_team_reads_what_to_do(client, settings, path):
    for turn in range(2):
        write(client, settings, "Bonjour", f"SM{turn}")
    client.force_login(make_staff(Role.SUPERVISOR))

    answer = client.get(path)
    page = answer.content.decode()

    assert answer.status_code == 503
    assert "manage.py create_desk" in page
    assert "2 SMS reçus attendent" in page


def test_the_queue_opens_empty(client):
    client.force_login(make_staff(Role.CALLER))
    assert client.get("/equipe/").status_code == 200


def test_an_sms_is_kept_and_becomes_a_request_as_of_when_it_came(client, settings):
    assert write(client, settings, "Je ne sais plus quoi faire").status_code == 200
    assert write(client, settings, "Je ne sais plus quoi faire").status_code == 200
    assert (take_in_waiting(), CallbackRequest.objects.count()) == (0, 0)
    came = InboundSms.objects.get()
    assert (came.is_waiting, came.contact, came.body) == (True, None, "Je ne sais plus quoi faire")

    call_command("create_desk", "079 555 01 00", "032 555 01 00", stdout=StringIO())
    take_in_waiting_sms()

    request = CallbackRequest.objects.get()
    assert request.received_at == came.received_at
    assert request.contacts.get().words == "Je ne sais plus quoi faire"
    assert [message.kind for message in Message.objects.all()] == ["received"]
    assert not InboundSms.objects.waiting().exists()
    assert take_in_waiting() == 0


def test_the_order_of_what_waited_is_kept(client, settings):
    for turn, body in enumerate(["Bonjour", "MATIN", "STOP"]):
        write(client, settings, body, f"SM{turn}")
    make_desk()
    assert take_in_waiting() == 3
    request = CallbackRequest.objects.get()
    assert (request.windows, request.may_text) == (["morning"], False)


def test_a_promise_long_past_is_not_announced_but_stands_in_the_queue():
    make_desk()
    long_ago = zurich("2026-05-04 10:00")
    InboundSms.objects.create(
        message_sid="SM1",
        from_number="+41795550123",
        from_lookup="x",
        body="Allô",
        received_at=long_ago,
        is_waiting=True,
    )
    take_in_waiting()
    message = Message.objects.get()
    assert CallbackRequest.objects.get().due_at < timezone.now()
    assert message.useless_after < timezone.now() - timedelta(days=1)


def test_a_sender_who_cannot_be_called_stops_waiting_too(client, settings):
    fields = {"MessageSid": "SM1", "From": "Swisscom", "Body": "Pub"}
    client.post(SMS, fields, headers=signed(settings, SMS, fields))
    make_desk()
    assert take_in_waiting() == 1
    assert InboundSms.objects.without_request().get().is_waiting is False
