"""Someone asks to be called: what is kept, what is promised, what joins what."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection

from campaigns.models import OpeningPeriod
from julien.core.phone import phone_lookup, read_phone
from requests_intake.models import CallbackRequest, Channel, Contact, Message
from requests_intake.services.changes import withdraw
from requests_intake.services.receive import receive, token_lookup
from tests.make.campaigns import make_campaign, make_desk, make_partner
from tests.make.intake import make_received, make_request, zurich

pytestmark = pytest.mark.django_db

NUMBER = "+41795550123"
MONDAY = zurich("2026-05-04 10:00")


def ask(at=MONDAY, **given):
    return make_received(number=NUMBER, received_at=at, **given)


def kinds():
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def test_a_first_contact_makes_a_request_with_its_promise():
    campaign = make_campaign(starts_on=MONDAY.date())
    partner = make_partner(code="entraide")

    received = ask(
        words="Le loyer",
        windows=("morning", "noon"),
        first_name="Ana",
        postal_code="2800",
        language="pt",
        may_say_who=False,
        may_voicemail=True,
        consent_version="2026-11 fr",
        for_other=True,
        ongoing_support="no",
        partner_code="entraide",
    )

    request = CallbackRequest.objects.get()
    assert received.is_new
    assert request.due_at == zurich("2026-05-07 17:30")
    assert request.promise_explanation == "Reçue lundi 4.5., 3 jours = jeudi 7.5."
    assert (request.campaign, request.partner) == (campaign, partner)
    assert (request.phone, request.takes_sms) == (NUMBER, True)
    assert (request.windows, request.first_name) == (["morning", "noon"], "Ana")
    assert (request.may_say_who, request.may_voicemail, request.may_text) == (False, True, None)
    assert (request.for_other, request.ongoing_support) == (True, "no")
    contact = request.contacts.get()
    assert (contact.words, contact.is_first, contact.may_manage) == ("Le loyer", True, True)


def test_the_database_shows_neither_number_nor_name_nor_words_nor_link():
    received = ask(words="marqueur-de-mots", first_name="marqueur-de-nom")

    with connection.cursor() as cursor:
        dump = []
        for table in ("callbackrequest", "contact", "message"):
            cursor.execute(f"SELECT t::text FROM requests_intake_{table} t")
            dump += [row[0] for row in cursor.fetchall()]

    text = "\n".join(dump)
    assert len(dump) == 3
    for secret in ("marqueur", "555", NUMBER, received.token):
        assert secret not in text


def test_the_link_is_found_by_its_hash_only():
    received = ask()
    assert len(received.token) >= 22
    assert Contact.objects.get(token_lookup=token_lookup(received.token)) == received.contact


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        pytest.param("079 555 01 23", True, id="Swiss mobile"),
        pytest.param("032 555 01 23", False, id="Swiss landline"),
        pytest.param("+33 6 12 34 56 78", False, id="French mobile"),
    ],
)
def test_only_a_swiss_mobile_gets_the_acknowledgement_by_sms(number, kept):
    request = make_request(number=number)
    assert request.takes_sms is kept
    assert kinds() == (["received"] if kept else [])


def test_who_does_not_want_sms_gets_none():
    ask(may_text=False)
    assert kinds() == []


def test_a_second_contact_joins_keeps_the_promise_and_is_told():
    first = ask(words="un")
    second = ask(at=MONDAY + timedelta(days=1), channel=Channel.SMS, words="deux")

    assert (second.request, second.is_new) == (first.request, False)
    assert second.request.due_at == first.request.due_at
    assert second.token != first.token
    assert [contact.words for contact in first.request.contacts.all()] == ["un", "deux"]
    assert kinds() == ["received", "joined"]


def test_several_texts_in_a_row_are_told_once():
    for seconds in range(5):
        ask(at=MONDAY + timedelta(seconds=seconds), channel=Channel.SMS, words=f"partie {seconds}")
    assert kinds() == ["received", "joined"]
    assert Contact.objects.count() == 5


def test_who_asks_the_team_again_is_told_by_the_team():
    ask()
    ask(at=MONDAY + timedelta(hours=1), channel=Channel.DESK)
    assert kinds() == ["received"]


def test_who_only_types_a_number_cannot_withdraw_the_request_of_another():
    assert ask(channel=Channel.SMS).contact.may_manage
    stranger = ask(at=MONDAY + timedelta(hours=1), words="autre")
    assert not stranger.contact.may_manage


def test_who_only_types_a_number_forbids_but_never_allows():
    ask(channel=Channel.SMS, windows=("morning",), may_voicemail=True)
    ask(
        at=MONDAY + timedelta(hours=1),
        windows=("afternoon",),
        first_name="Ana",
        may_say_who=True,
        may_voicemail=False,
        language="pt",
    )

    request = CallbackRequest.objects.get()
    assert request.windows == ["morning"]
    assert request.first_name == "Ana"
    assert (request.may_say_who, request.may_voicemail) == (None, False)
    assert request.language == "fr"


def test_who_speaks_to_the_team_changes_the_answers():
    ask(may_say_who=False, windows=("morning",))
    ask(at=MONDAY + timedelta(hours=1), channel=Channel.PHONE, may_say_who=True, windows=("noon",))
    request = CallbackRequest.objects.get()
    assert (request.may_say_who, request.windows) == (True, ["noon"])


def test_words_of_danger_put_a_request_first_and_stay():
    ask(channel=Channel.SMS, words="bonjour")
    ask(at=MONDAY + timedelta(hours=1), channel=Channel.SMS, words="je veux mourir")
    ask(at=MONDAY + timedelta(hours=2), channel=Channel.SMS, words="ça va mieux")

    assert CallbackRequest.objects.get().in_danger
    assert kinds() == ["received", "emergency", "joined", "joined"]


def test_words_of_danger_in_the_form_send_nothing_to_a_phone_others_may_read():
    ask(words="il me frappe")
    assert CallbackRequest.objects.get().in_danger
    assert kinds() == ["received"]


def test_a_contact_after_closing_makes_a_new_request_linked_to_the_old():
    first = ask()
    withdraw(request_id=first.request.pk, at=MONDAY + timedelta(hours=1))

    second = ask(at=MONDAY + timedelta(days=2))

    assert second.is_new
    assert second.request.previous == first.request
    assert second.request.due_at == zurich("2026-05-11 17:30")


def test_sms_that_were_stopped_stay_stopped_for_a_later_form():
    first = ask(may_text=False)
    withdraw(request_id=first.request.pk, at=MONDAY + timedelta(hours=1))
    assert ask(at=MONDAY + timedelta(days=2)).request.may_text is False


def test_who_writes_an_sms_after_closing_is_answered_by_sms():
    first = ask(may_text=False)
    withdraw(request_id=first.request.pk, at=MONDAY + timedelta(hours=1))
    ask(at=MONDAY + timedelta(days=2), channel=Channel.SMS)
    assert kinds() == ["received"]


def test_the_same_form_sent_again_gets_the_same_answer():
    submission = uuid4()
    first = ask(submission=submission)
    again = ask(at=MONDAY + timedelta(minutes=30), submission=submission)

    assert again.token == first.token
    assert not again.is_new
    assert Contact.objects.count() == 1
    assert kinds() == ["received"]


def test_the_same_form_of_a_join_sent_again_gets_the_same_answer():
    ask(channel=Channel.SMS)
    submission = uuid4()
    tokens = {ask(submission=submission).token for _ in range(3)}
    assert len(tokens) == 1
    assert Contact.objects.count() == 2


def test_the_same_form_after_withdrawal_does_not_ask_again():
    submission = uuid4()
    first = ask(submission=submission)
    withdraw(request_id=first.request.pk, at=MONDAY + timedelta(hours=1))
    assert ask(submission=submission).token == first.token
    assert CallbackRequest.objects.count() == 1


def test_a_number_corrected_in_the_same_form_asks_for_that_number():
    submission = uuid4()
    wrong = make_received(number="+41795550124", submission=submission)
    right = ask(submission=submission)
    assert right.is_new
    assert right.request != wrong.request
    assert right.request.phone == NUMBER


def test_an_answer_corrected_in_the_same_form_counts():
    submission = UUID(int=7)
    first = ask(submission=submission, may_voicemail=True, windows=("morning",), words="un")
    again = ask(submission=submission, may_voicemail=False, windows=("afternoon",), words="deux")

    assert again.token == first.token
    request = CallbackRequest.objects.get()
    assert (request.may_voicemail, request.windows) == (False, ["afternoon"])
    assert request.contacts.get().words == "deux"


def test_a_double_click_without_hidden_number_gets_the_same_answer():
    first = ask(words="pareil")
    assert ask(at=MONDAY + timedelta(seconds=119), words="pareil").token == first.token
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    ("later", "words"),
    [
        pytest.param(timedelta(minutes=3), "pareil", id="later"),
        pytest.param(timedelta(seconds=1), "autre chose", id="other words"),
    ],
)
def test_another_form_is_another_contact(later, words):
    first = ask(words="pareil")
    second = ask(at=MONDAY + later, words=words)
    assert second.token != first.token
    assert second.request == first.request


def test_a_request_is_kept_even_when_no_day_is_open(caplog):
    make_desk()
    OpeningPeriod.objects.all().delete()

    received = receive(channel=Channel.SMS, phone=read_phone(NUMBER), received_at=MONDAY)

    assert received.request.due_at == MONDAY + timedelta(days=3)
    assert received.request.promise_explanation == (
        "Aucun jour ouvert dans le calendrier : jours comptés sans lui. À vérifier."
    )
    assert "no open day" in caplog.text


def test_an_unknown_partner_code_loses_nothing():
    assert ask(partner_code="inconnu").request.partner is None


def test_two_households_on_one_phone_join_the_first_line():
    first = ask()
    other = CallbackRequest.objects.get(pk=first.request.pk)
    other.pk, other.reference, other.household_line = None, "AUTRE77", 1
    other.save()
    joined = ask(at=MONDAY + timedelta(hours=1), channel=Channel.SMS, words="encore")
    assert joined.request == first.request
    assert CallbackRequest.objects.from_number(phone_lookup(NUMBER)).count() == 2
