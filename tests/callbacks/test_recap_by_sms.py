"""The recap by SMS: a link, once, only where it cannot harm, and for a while."""

from datetime import timedelta

import pytest
from django.utils import timezone

from callbacks.rules import RECAP_READABLE
from callbacks.services.interview_answers import AidAnswer
from requests_intake.models import CallbackRequest, Message
from requests_intake.services.receive import token_lookup
from tests.make.campaigns import make_desk
from tests.make.interviews import make_discussable_aid, make_signed_interview
from tests.make.staff import make_staff
from tests.make.visiting import call_page, words

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def desk(db):
    return make_desk()


def signed_by(caller, **fields):
    aid = make_discussable_aid("Aide au loyer")
    return make_signed_interview(
        caller=caller,
        at=timezone.now(),
        aids=[AidAnswer(aid.pk, possible="likely")],
        said={"agreed": "Vous appelez la commune."},
        **fields,
    )


def send(client, interview):
    return client.post(
        call_page(interview.callback, "entretien/recapitulatif/envoyer/"), follow=True
    )


def link_of(interview, language="fr"):
    row = interview.callback.request.contacts.get()
    row.token_lookup = token_lookup(row.token)
    row.save()
    return f"/{language}/rappel/suivi/{row.token}/recapitulatif/"


def sent():
    return Message.objects.filter(kind="recap")


def test_one_press_or_two_send_one_sms_with_a_link_to_the_text(client, caller, settings):
    interview = signed_by(caller, language="pt")
    address = link_of(interview, "pt")

    first, again = send(client, interview), send(client, interview)
    client.logout()
    page = client.get(address)

    assert sent().get().body.endswith(settings.PUBLIC_BASE_URL + address)
    assert "Lien écrit par SMS" in words(first)
    assert "Envoyer le lien par SMS" not in words(again)
    assert interview.recap.splitlines()[0] in words(page)
    assert "Vous appelez la commune." in words(page)
    assert '<div lang="pt">' in words(page)
    assert not page.cookies
    assert page.headers["Cache-Control"] == "no-store"


def test_it_goes_only_where_it_can_and_may(client, caller):
    """Each: what the person said → what the page says instead of the button."""
    table = [
        ({"may_say_who": False}, "on ne doit pas dire qui nous sommes"),
        ({"may_text": False}, "la personne n'en veut pas"),
        ({"takes_sms": False}, "ce numéro n'en reçoit pas"),
    ]
    for fields, why in table:
        interview = signed_by(caller, **fields)
        pages = [client.get(call_page(interview.callback, "entretien/")), send(client, interview)]
        for page in pages:
            assert f"Pas par SMS : {why}" in words(page)
            assert "Envoyer le lien par SMS" not in words(page)
    assert not sent().exists()


def test_the_link_shows_it_to_the_person_alone_once_sent_and_for_a_while(client, caller):
    interview = signed_by(caller)
    address, status = link_of(interview), link_of(interview).removesuffix("recapitulatif/")
    mine = CallbackRequest.objects.filter(pk=interview.callback.request_id)

    def opens():
        answer = client.get(address)
        assert answer.status_code == 200 or answer.headers["Location"] == status
        return answer.status_code == 200

    before = opens()
    send(client, interview)
    after = opens()
    sent().update(created_at=timezone.now() - RECAP_READABLE + MINUTE)
    last_day = opens()
    sent().update(created_at=timezone.now() - RECAP_READABLE)
    too_late = opens()
    sent().update(created_at=timezone.now())
    contact = interview.callback.request.contacts
    contact.update(may_manage=False)
    only_typed = opens()
    contact.update(may_manage=True)
    sent().update(state="failed", state_since=timezone.now())
    not_arrived = opens()
    sent().update(state="sent")
    mine.update(restricted_at=timezone.now())
    restricted = opens()

    assert (before, after, last_day) == (False, True, True)
    assert (too_late, only_typed, not_arrived, restricted) == (False, False, False, False)


def test_one_that_did_not_arrive_may_be_sent_again(client, caller):
    interview = signed_by(caller)
    send(client, interview)
    sent().update(state="undelivered", state_since=timezone.now())

    send(client, interview)

    assert sent().count() == 2


def test_nobody_else_sends_it_and_the_history_does_not_show_the_link(client, caller):
    interview = signed_by(caller)
    send(client, interview)
    client.force_login(make_staff())

    refused = client.post(call_page(interview.callback, "entretien/recapitulatif/envoyer/"))
    page = words(client.get(call_page(interview.callback)))

    assert refused.status_code == 403
    assert "/suivi/…/recapitulatif/" in page
    assert interview.callback.request.contacts.get().token not in page


def test_the_page_on_safe_browsing_says_how_long_the_link_shows_it(client):
    page = words(client.get("/fr/securite-navigation/"))

    assert f"les aides dont nous avons parlé, pendant {RECAP_READABLE.days} jours." in page
