"""The same instant, on real connections: one request a number, one contact a form."""

from uuid import uuid4

import pytest

from julien.core.phone import read_phone
from requests_intake.models import CallbackRequest, Channel, Contact, Message
from requests_intake.services.changes import withdraw
from requests_intake.services.receive import receive
from tests.make.campaigns import make_desk
from tests.make.intake import zurich
from tests.requests_intake.together import together

pytestmark = pytest.mark.django_db(transaction=True)

AT = zurich("2026-05-04 10:00")
PEOPLE = 20


def ask(**given):
    given = {"channel": Channel.WEB, "phone": read_phone("+41795550123"), "received_at": AT} | given
    return receive(**given)


def test_twenty_contacts_from_one_number_make_one_request_and_lose_no_words():
    make_desk()

    received = together(lambda n: ask(channel=Channel.SMS, words=f"mot {n}"), times=PEOPLE)

    request = CallbackRequest.objects.get()
    assert {answer.request.pk for answer in received} == {request.pk}
    assert [answer.is_new for answer in received].count(True) == 1
    assert {contact.words for contact in Contact.objects.all()} == {
        f"mot {n}" for n in range(PEOPLE)
    }
    assert Contact.objects.filter(is_first=True).count() == 1
    kinds = list(Message.objects.values_list("kind", flat=True))
    assert sorted(kinds) == ["joined", "received"]


def test_one_form_sent_twenty_times_at_once_has_one_answer():
    make_desk()
    submission = uuid4()

    received = together(lambda _n: ask(submission=submission), times=PEOPLE)

    assert len({answer.token for answer in received}) == 1
    assert Contact.objects.count() == CallbackRequest.objects.count() == 1
    assert Message.objects.count() == 1


def test_a_double_click_without_hidden_number_has_one_answer():
    make_desk()
    received = together(lambda _n: ask(words="pareil"), times=PEOPLE)
    assert len({answer.token for answer in received}) == 1
    assert Contact.objects.count() == 1


def test_one_form_sent_twenty_times_into_an_open_request_has_one_answer():
    make_desk()
    ask(channel=Channel.SMS)
    submission = uuid4()

    received = together(lambda _n: ask(submission=submission), times=PEOPLE)

    assert len({answer.token for answer in received}) == 1
    assert Contact.objects.count() == 2


def test_twenty_numbers_make_twenty_requests():
    make_desk()
    together(lambda n: ask(phone=read_phone(f"+417955501{n:02d}")), times=PEOPLE)
    assert CallbackRequest.objects.count() == PEOPLE
    assert len({request.reference for request in CallbackRequest.objects.all()}) == PEOPLE


def test_writing_and_withdrawing_at_once_never_loses_the_words():
    make_desk()
    request = ask(channel=Channel.SMS).request

    def act(position):
        if position % 2:
            return withdraw(request_id=request.pk, at=AT)
        return ask(channel=Channel.SMS, words=f"mot {position}")

    together(act, times=PEOPLE)

    words = {contact.words for contact in Contact.objects.all()}
    assert {f"mot {n}" for n in range(0, PEOPLE, 2)} <= words
    assert CallbackRequest.objects.open().count() <= 1
    request.refresh_from_db()
    assert request.withdrawn_at == AT
