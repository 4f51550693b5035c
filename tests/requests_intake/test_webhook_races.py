"""One SMS delivered several times at once, and many people writing together."""

import pytest
from django.test import Client
from django.utils import timezone

from requests_intake.models import CallbackRequest, Contact, InboundSms, Message
from tests.make.campaigns import make_desk
from tests.make.intake import make_request, signed
from tests.make.waiting import waiting_for
from tests.requests_intake.together import together

pytestmark = pytest.mark.django_db(transaction=True)

SMS = "/webhooks/twilio/sms/"


def deliver(settings, sid, number, body="Bonjour"):
    fields = {"MessageSid": sid, "From": number, "To": "+41795550100", "Body": body}
    return Client().post(SMS, fields, headers=signed(settings, SMS, fields)).status_code


@pytest.mark.parametrize("body", ["Bonjour", "ANNULER", "STOP", "MATIN", "INFO"])
def test_one_sms_delivered_five_times_at_once_is_one(settings, body):
    make_desk()
    number = "+41795550123"
    deliver(settings, "SM0", number)

    answers = together(lambda _n: deliver(settings, "SM1", number, body), times=5)

    assert answers == [200] * 5
    assert InboundSms.objects.count() == Contact.objects.count() == 2
    assert CallbackRequest.objects.count() == 1
    assert Message.objects.count() == 2


def test_a_first_sms_delivered_five_times_at_once_is_one(settings):
    make_desk()
    answers = together(lambda _n: deliver(settings, "SM1", "+41795550123"), times=5)
    assert answers == [200] * 5
    assert InboundSms.objects.count() == Contact.objects.count() == Message.objects.count() == 1


@pytest.mark.parametrize("later", ["ANNULER", "STOP", "MATIN"])
def test_an_sms_played_again_much_later_undoes_nothing(settings, later):
    make_desk()
    for sid, body in (("SM1", "Bonjour"), ("SM2", later)):
        deliver(settings, sid, "+41795550123", body)
    kept = ("closed_at", "may_text", "windows", "language")
    before = list(CallbackRequest.objects.values(*kept))

    assert deliver(settings, "SM1", "+41795550123") == 200

    assert list(CallbackRequest.objects.values(*kept)) == before
    assert InboundSms.objects.count() == Contact.objects.count() == Message.objects.count() == 2


def test_ten_parts_arriving_at_once_are_one_request_with_all_words(settings):
    make_desk()
    together(lambda n: deliver(settings, f"SM{n}", "+41795550123", f"partie {n}"), times=10)
    request = CallbackRequest.objects.get()
    assert {contact.words for contact in request.contacts.all()} == {
        f"partie {n}" for n in range(10)
    }
    assert Message.objects.count() == 2


def test_an_sms_that_waited_while_the_team_joined_its_request_goes_to_the_other(settings):
    make_desk()
    other, mine = make_request(), make_request(number="+41795550123")
    joined = {"closed_at": timezone.now(), "merged_into": other}

    with waiting_for(mine, lambda: deliver(settings, "SM1", "+41795550123", "ANNULER")):
        CallbackRequest.objects.filter(pk=mine.pk).update(**joined)

    other.refresh_from_db()
    assert other.closed_at
    assert InboundSms.objects.get().contact.request == other


def test_an_sms_changes_the_request_it_speaks_through_under_its_lock(settings):
    make_desk()
    other, mine = make_request(windows=()), make_request(number="+41795550123")
    joined = {"closed_at": timezone.now(), "merged_into": other}
    CallbackRequest.objects.filter(pk=mine.pk).update(**joined)

    with waiting_for(other, lambda: deliver(settings, "SM1", "+41795550123", "mardi")):
        CallbackRequest.objects.filter(pk=other.pk).update(closed_at=timezone.now())

    assert CallbackRequest.objects.open().get().previous == other


@pytest.mark.parametrize("overtakes", ["STOP", "Bonjour"])
def test_a_stop_and_a_first_text_at_the_same_instant_are_a_call_without_sms(settings, overtakes):
    """The last request is over. Whichever waits for the other, the call is asked for and no SMS
    is, but the one that says so."""
    make_desk()
    closed = make_request(number="+41795550123")
    CallbackRequest.objects.filter(pk=closed.pk).update(closed_at=timezone.now())
    before = Message.objects.count()
    waits = {"STOP": "Bonjour", "Bonjour": "STOP"}[overtakes]

    with waiting_for(closed, lambda: deliver(settings, "SM2", "+41795550123", waits)):
        deliver(settings, "SM1", "+41795550123", overtakes)

    assert CallbackRequest.objects.open().get().may_text is False
    kinds = [one.kind for one in Message.objects.order_by("pk")[before:]]
    expected = {"STOP": ["stopped"], "Bonjour": ["received", "stopped"]}
    assert kinds == expected[overtakes]
