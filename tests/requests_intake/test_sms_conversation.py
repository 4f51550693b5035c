"""What a person can do by SMS: each effect, with what is answered."""

from datetime import timedelta
from itertools import count

import pytest

from requests_intake.models import CallbackRequest, InboundSms, Message
from requests_intake.services.messages import write_message
from requests_intake.services.sms_in import take_in_sms
from tests.make.campaigns import make_desk
from tests.make.intake import zurich

pytestmark = pytest.mark.django_db

NUMBER = "+41795550123"
MONDAY = zurich("2026-05-04 10:00")
_sid = count(1)


@pytest.fixture(autouse=True)
def _desk(db):
    make_desk()


def write(*texts, hours=0):
    """The person writes these, one after the other; returns the last InboundSms."""
    for position, text in enumerate(texts):
        at = MONDAY + timedelta(hours=hours + position)
        sms = take_in_sms(
            message_sid=f"SM{next(_sid)}", from_number=NUMBER, to_number="", body=text, at=at
        )
    return sms


def answered():
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def the_request():
    return CallbackRequest.objects.get()


def test_a_moment_is_noted_and_said_back():
    write("Bonjour", "l'après-midi ou le soir")
    assert the_request().windows == ["afternoon", "evening"]
    assert answered() == ["received", "wishes"]
    assert "de préférence l'après-midi ou le soir" in Message.objects.last().body


def test_a_first_sms_may_be_a_moment():
    write("matin")
    assert the_request().windows == ["morning"]
    assert answered() == ["received"]


def test_a_last_moment_replaces_the_one_before():
    write("Bonjour", "matin", "soir")
    assert the_request().windows == ["evening"]


def test_stop_stops_the_messages_and_not_the_call():
    write("Bonjour", "STOP", "Merci de me rappeler")

    request = the_request()
    assert (request.may_text, request.closed_at) == (False, None)
    assert answered() == ["received", "stopped"]
    assert [contact.words for contact in request.contacts.all()] == [
        "Bonjour",
        "STOP",
        "Merci de me rappeler",
    ]


@pytest.mark.parametrize(
    ("before", "minutes", "answers"),
    [
        (["STOP"], 9, []),
        (["STOP"], 11, ["received"]),  # that was another day's word
        (["STOP", "START"], 9, ["received"]),
        (["START", "STOP"], 9, []),
    ],
)
def test_the_last_word_of_the_minutes_before_counts_for_first_words(before, minutes, answers):
    write(*before, hours=-len(before))
    InboundSms.objects.update(received_at=MONDAY - timedelta(minutes=minutes))
    write("J'ai besoin d'aide")
    assert the_request().closed_at is None
    assert answered() == answers


def test_stop_is_said_once():
    write("Bonjour", "STOP", "STOP", "ARRET")
    assert answered() == ["received", "stopped"]


def test_start_lets_us_write_again():
    write("Bonjour", "STOP", "START", "INFO")
    assert the_request().may_text is True
    assert answered() == ["received", "stopped", "joined", "info"]


def test_start_is_answered_even_when_the_same_was_said_a_moment_ago():
    for minute, text in enumerate(["Bonjour", "Encore moi", "STOP", "START", "START"]):
        write(text, hours=minute / 60)
    assert answered() == ["received", "joined", "stopped", "joined"]


def test_annuler_withdraws():
    write("Bonjour", "ANNULER")
    request = the_request()
    assert request.withdrawn_at == request.closed_at == MONDAY + timedelta(hours=1)
    assert answered() == ["received", "withdrawn"]


def test_a_withdrawal_keeps_back_what_is_not_true_any_more_and_never_the_emergency_numbers():
    write("Mon mari me frappe", "ANNULER")
    states = dict(Message.objects.values_list("kind", "state"))
    assert states == {"received": "useless", "emergency": "queued", "withdrawn": "queued"}


def test_annuler_twice_is_as_once():
    write("Bonjour", "ANNULER", "ANNULER")
    assert CallbackRequest.objects.count() == 1
    assert answered() == ["received", "withdrawn"]


def test_who_withdrew_may_ask_again():
    write("Bonjour", "ANNULER", "Finalement oui")
    assert CallbackRequest.objects.count() == 2
    assert CallbackRequest.objects.open().count() == 1
    assert answered() == ["received", "withdrawn", "received"]


def test_info_explains_and_asks_nothing_new():
    write("Bonjour", "INFO")
    assert "032 555 01 00" in Message.objects.last().body
    assert CallbackRequest.objects.count() == 1


def test_info_from_a_stranger_is_a_request():
    write("INFO")
    assert answered() == ["received"]


@pytest.mark.parametrize("word", ["STOP", "ANNULER", "START"])
def test_such_a_word_from_a_stranger_is_kept_and_asks_nothing(word):
    write(word)
    assert CallbackRequest.objects.count() == 0
    assert InboundSms.objects.without_request().count() == 1


@pytest.mark.parametrize("word", ["oui", "non", "👍", "?", "pas le matin"])
def test_an_answer_to_no_question_is_an_addition(word):
    request = write("Bonjour", word).contact.request
    assert request.contacts.count() == 2
    assert (request.may_text, request.windows, request.closed_at) == (None, [], None)


def test_after_stop_a_withdrawal_is_silent():
    write("Bonjour", "STOP", "ANNULER")
    assert the_request().withdrawn_at is not None
    assert answered() == ["received", "stopped"]


def test_danger_is_answered_at_once_with_the_numbers():
    write("il me frappe et je ne sais plus quoi faire")
    assert the_request().in_danger
    assert answered() == ["emergency", "received"]
    assert "117" in Message.objects.first().body


def test_thanks_are_kept_and_answered_by_nobody():
    write("Bonjour", "merci", "Merci beaucoup !")

    words = the_request().contacts.values_list("words", flat=True)
    assert list(words) == ["Bonjour", "merci", "Merci beaucoup !"]
    assert answered() == ["received"]


def test_thanks_for_a_withdrawal_ask_for_no_new_call():
    write("Bonjour", "ANNULER", "ok merci")

    assert the_request().closed_at is not None
    assert answered() == ["received", "withdrawn"]
    assert InboundSms.objects.without_request().count() == 0


def test_thanks_from_a_stranger_are_a_request_as_any_words():
    write("merci")
    assert answered() == ["received"]


def test_a_first_sms_is_told_when_nobody_calls_then():
    """The desk is open in the morning and in the afternoon."""
    write("après 18h")

    assert the_request().windows == ["evening"]
    assert answered() == ["received", "wishes"]
    assert "nous appelons le matin ou l'après-midi" in Message.objects.last().body


def test_info_offers_only_the_moments_when_somebody_calls():
    write("Bonjour", "INFO")
    assert "Répondez MATIN ou APRES-MIDI pour choisir le moment" in Message.objects.last().body


def new_date_told(to):
    CallbackRequest.objects.update(new_date_told=zurich(to))


@pytest.mark.parametrize("word", ["Allô ?", "INFO", "mardi", "STOP"])
def test_once_a_new_date_was_told_every_answer_says_that_one(word):
    write("Bonjour")
    new_date_told("2026-05-08 17:30")

    write(word, hours=1)

    body = Message.objects.latest("pk").body
    assert "vendredi 8 mai" in body
    assert "jeudi 7 mai" not in body


@pytest.mark.parametrize("word", ["Allô ?", "INFO", "matin", "vendredi", "soir", "STOP"])
def test_after_a_failed_call_the_date_that_was_promised_is_said_no_more(word):
    request = write("Bonjour").contact.request
    write_message(
        request=request,
        kind=Message.Kind.NEXT_TRY,
        at=MONDAY,
        useless_after=MONDAY + timedelta(days=9),
        context={"next_try_at": zurich("2026-05-05 14:00")},
    )

    write(word, hours=1)

    body = Message.objects.latest("pk").body
    assert "avant" not in body
    assert "dès que possible" in body or "L'appel reste prévu." in body
