"""Two questions after the call, answered by SMS."""

from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from campaigns.statistics.measures import Scope
from requests_intake.figures import collect
from requests_intake.models import CallbackRequest, Message, Satisfaction
from requests_intake.services.changes import say_satisfaction
from requests_intake.services.opinion import ask_opinion
from requests_intake.services.sending import sweep
from requests_intake.services.sms_in import take_in_sms
from requests_intake.sms.scores import scores
from tests.make.campaigns import make_campaign, make_desk
from tests.make.intake import make_request, zurich
from tests.make.interviews import make_signed_interview

FRIDAY = zurich("2026-05-08 16:00")
ASKED_AT = zurich("2026-05-11 08:30")  # Saturday and Sunday nobody is at the desk
NUMBER = "+41795550123"
_sid = count(1)

SCORES = {
    "4": (4,),
    " 4. ": (4,),
    "4 !": (4,),
    "4 merci": (4,),
    "Merci 3": (3,),
    "3/4": (3,),
    "3 sur 4": (3,),
    "4 3": (4, 3),
    "4,3": (4, 3),
    "4 et 3": (4, 3),
    "2 und 1": (2, 1),
    "quatre": (4,),
    "Pas du tout": (1,),
    "un peu": (2,),
    "plutôt oui": (3,),
    "Très utile 🙏": (4,),
    "Tout à fait, merci": (4,),
    "oui": (3,),
    "oui, très utile": (4,),
    "ja, sehr": (4,),
    "Oui tout à fait": (4,),
    "NON": (1,),
    "sehr": (4,),
    "gar nicht": (1,),
    "eher ja danke": (3,),
    "molto utile": (4,),
    "sì": (3,),
    "muito útil": (4,),
    "not at all": (1,),
    "very useful thanks": (4,),
    "٤": (4,),
    "٣/٤": (3,),
    "شكراً ٤": (4,),
    "مفيد جداً": (4,),
    "نعم، مفيد جداً": (4,),
    "قليلاً": (2,),
    "أبداً": (1,),
}
NO_SCORES = [
    *("oui pas du tout", "oui un peu", "oui oui oui"),
    *("", "0", "5", "44", "4 5", "1 2 3", "10", "4 fois", "je mets 4", "4 enfants", "très"),
    *("merci", "oui mais je n'ai pas compris", "non je veux parler à quelqu'un", "pas mal"),
    *("14h", "079 555 01 23", "STOP", "MATIN", "ANNULER", "le 4", "4 mai", "👍", "لا أعرف"),
]


@pytest.mark.parametrize(("text", "said"), SCORES.items())
def test_an_answer_on_the_scale(text, said):
    assert scores(text) == said


@pytest.mark.parametrize("text", NO_SCORES)
def test_anything_else_is_no_answer(text):
    assert scores(text) == ()


@pytest.fixture
def asked(db):
    """A closed request whose person has the first question on the phone since Monday."""
    request = make_request(number=NUMBER, received_at=FRIDAY - timedelta(days=3))
    CallbackRequest.objects.filter(pk=request.pk).update(closed_at=FRIDAY)
    request.refresh_from_db()
    request.messages.all().delete()
    ask_opinion(request=request, at=FRIDAY)
    assert sweep(at=ASKED_AT) == 1
    return request


def write(*texts, at=ASKED_AT):
    for position, text in enumerate(texts):
        moment = at + timedelta(minutes=position + 1)
        take_in_sms(
            message_sid=f"SM{next(_sid)}", from_number=NUMBER, to_number="", body=text, at=moment
        )
        sweep(at=moment)


def opinion():
    return list(Satisfaction.objects.values_list("satisfied", "knows_next_step"))


def sent():
    return [message.kind for message in Message.objects.order_by("pk")]


def test_the_question_waits_for_the_next_open_day_and_not_for_ever(asked):
    message = asked.messages.get()
    assert (message.kind, message.not_before) == ("opinion", ASKED_AT)
    assert message.useless_after == ASKED_AT + timedelta(days=7)


def test_one_number_is_an_answer_and_the_second_question_follows(asked):
    write("4", "3")
    assert opinion() == [(4, 3)]
    assert sent() == ["opinion", "next_step"]
    assert CallbackRequest.objects.count() == 1
    assert [one.words for one in asked.contacts.order_by("pk")][1:] == ["4", "3"]


def test_two_numbers_answer_both(asked):
    write("3 2")
    assert (opinion(), sent()) == ([(3, 2)], ["opinion"])


def test_the_first_answer_stays_and_saying_it_again_asks_for_no_call(asked):
    write("4", "1", "2", "3")
    assert opinion() == [(4, 1)]
    assert CallbackRequest.objects.count() == 1


def test_what_was_said_by_link_stays(asked):
    say_satisfaction(request_id=asked.pk, satisfied=2, knows_next_step=None, at=ASKED_AT)
    write("4")
    assert opinion() == [(2, None)]


@pytest.mark.parametrize(
    "words", ["4 enfants à charge, aidez-moi", "Bonjour", "merci de me rappeler", "5"]
)
def test_other_words_are_a_new_request_linked_to_the_old(asked, words):
    write(words)
    assert opinion() == []
    assert CallbackRequest.objects.latest("pk").previous == asked


@pytest.mark.parametrize("words", ["merci", "Merci beaucoup 🙏", "vielen Dank", "obrigada"])
def test_thanks_after_the_talk_ask_for_no_call(asked, words):
    write("4", "3", words)

    assert CallbackRequest.objects.get() == asked
    assert words in [contact.words for contact in asked.contacts.all()]


def test_a_number_to_no_question_is_for_a_person(db):
    make_desk()
    write("4")
    assert CallbackRequest.objects.get().contacts.get().words == "4"
    assert opinion() == []


def test_a_question_that_has_not_left_yet_is_not_answered(db):
    request = make_request(number=NUMBER, received_at=FRIDAY - timedelta(days=3))
    CallbackRequest.objects.filter(pk=request.pk).update(closed_at=FRIDAY)
    ask_opinion(request=request, at=FRIDAY)
    write("4", at=FRIDAY)
    assert opinion() == []
    assert CallbackRequest.objects.count() == 2


def test_too_late_it_is_for_a_person(asked):
    write("4", at=ASKED_AT + timedelta(days=14))
    assert opinion() == []
    assert CallbackRequest.objects.count() == 2


def test_an_answer_while_a_new_request_waits_is_still_an_answer(asked):
    write("Rappelez-moi encore svp", "4")
    assert opinion() == [(4, None)]
    assert CallbackRequest.objects.open().get().contacts.count() == 1


def test_stop_is_stop(asked):
    write("STOP", "4")
    assert opinion() == [(4, None)]
    assert sent() == ["opinion", "stopped"]


@pytest.mark.parametrize("given", [{"may_text": False}, {"may_say_who": False}])
def test_who_should_not_be_asked_is_not(db, given):
    request = make_request(number=NUMBER, received_at=FRIDAY, **given)
    assert ask_opinion(request=request, at=FRIDAY) is None


@pytest.mark.django_db
def test_signing_the_interview_asks():
    interview = make_signed_interview()
    asked = interview.callback.request.messages.filter(kind="opinion")
    assert asked.get().not_before > interview.signed_at + timedelta(hours=20)


@pytest.mark.django_db
def test_the_figures_count_link_and_sms_together():
    day = timezone.localdate()
    campaign = make_campaign(starts_on=day - timedelta(days=30), ends_on=day + timedelta(days=30))
    by_link, by_sms = make_request(), make_request(number=NUMBER)
    say_satisfaction(request_id=by_link.pk, satisfied=2, knows_next_step=2, at=timezone.now())
    CallbackRequest.objects.filter(pk=by_sms.pk).update(closed_at=timezone.now())
    by_sms.refresh_from_db()
    asked = ask_opinion(request=by_sms, at=timezone.now())
    Message.objects.filter(pk=asked.pk).update(state="delivered")
    write("4", at=timezone.now())

    scope = Scope(campaign=campaign, first=campaign.starts_on, last=campaign.ends_on)
    [figure] = [one for one in collect(scope) if one.code == "satisfaction.satisfied"]
    assert (figure.value, figure.denominator) == (1, 2)
