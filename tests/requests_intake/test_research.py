"""The agreement to be contacted again for a study: asked by itself, taken back at any time."""

import pytest
from django.urls import reverse
from django.utils import timezone

from callbacks.models import Callback
from callbacks.states import ClosedReason, State
from requests_intake.models import (
    CallbackRequest,
    ConsentText,
    Heard,
    Message,
    ResearchAgreement,
    Right,
    RightsRequest,
)
from requests_intake.services.receive import token_lookup
from requests_intake.services.research import say_research
from tests.make.callbacks import make_callback, make_request
from tests.make.rights import make_right
from tests.make.staff import make_staff
from tests.retention.test_keeping_pages import read

pytestmark = pytest.mark.django_db


def oriented():
    callback = make_callback(State.CLOSED, closed_reason=ClosedReason.ORIENTED)
    return with_link(callback)


def with_link(callback):
    """The contact of a request, its link as the door makes it."""
    contact = callback.request.contacts.get()
    contact.token_lookup = token_lookup(contact.token)
    contact.save()
    return contact


def status_page(client, contact, language="fr"):
    return client.get(f"/{language}/rappel/suivi/{contact.token}/")


def answer(client, contact, agreed):
    return client.post(reverse("intake:research", args=[contact.token]), {"agreed": agreed})


def test_the_person_says_yes_and_takes_it_back_on_their_page(client):
    contact = oriented()
    page = read(status_page(client, contact))
    assert "Pouvons-nous vous recontacter" in page
    assert not ResearchAgreement.objects.exists()

    assert answer(client, contact, "yes").status_code == 303

    agreement = ResearchAgreement.objects.get()
    assert (agreement.agreed, agreement.how, agreement.by) == (True, Heard.PAGE, None)
    kept = ConsentText.objects.get(version=agreement.text_version)
    assert "Pouvons-nous vous recontacter" in kept.text
    assert "Retirer mon accord" in read(status_page(client, contact))

    answer(client, contact, "no")

    agreement.refresh_from_db()
    assert not agreement.agreed
    assert 'data-research="no"' in read(status_page(client, contact))


@pytest.mark.parametrize("agreed", ["", "maybe", "true"])
def test_only_a_clear_word_is_kept(client, agreed):
    assert answer(client, oriented(), agreed).status_code == 303
    assert not ResearchAgreement.objects.exists()


def test_nobody_is_asked_before_the_talk_or_through_a_link_that_only_joined(client):
    waiting = with_link(make_callback())
    joined = oriented()
    joined.may_manage = False
    joined.save()
    for contact in (waiting, joined):
        page = read(status_page(client, contact))
        assert "Votre demande" in page
        assert "étude" not in page
        answer(client, contact, "yes")
    assert not ResearchAgreement.objects.exists()


def test_the_agreement_hangs_on_nothing_else_and_nothing_else_on_it(client):
    contact = oriented()
    before = CallbackRequest.objects.values().get()
    callback = Callback.objects.values().get()
    answer(client, contact, "yes")
    answer(client, contact, "no")
    assert CallbackRequest.objects.values().get() == before
    assert Callback.objects.values().get() == callback
    assert not Message.objects.exists()


def test_a_withdrawal_noted_by_the_team_settles_the_register():
    by, request = make_staff(), make_request()
    how = {"request_id": request.pk, "how": Heard.PHONE, "at": timezone.now(), "by": by}
    say_research(agreed=True, **how)
    say_research(agreed=False, **how | {"request_id": make_request().pk})
    assert not RightsRequest.objects.exists()  # who never agreed takes nothing back
    line = make_right(request, right=Right.RESEARCH)
    say_research(agreed=False, **how)
    line.refresh_from_db()
    assert line.settled_by == by
    assert not ResearchAgreement.objects.get(request=request).agreed


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("de", "Forschungsteam"),
        ("it", "gruppo di ricerca"),
        ("pt", "investigação"),
        ("en", "research team"),
    ],
)
def test_it_is_asked_in_the_language_of_the_page(client, language, told):
    contact = oriented()
    assert told in read(status_page(client, contact, language))
    client.post(f"/{language}/rappel/suivi/{contact.token}/etude/", {"agreed": "yes"})
    agreement = ResearchAgreement.objects.get()
    assert f" {language} " in agreement.text_version
    assert told in ConsentText.objects.get(version=agreement.text_version).text
