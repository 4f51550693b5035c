"""Blocked callbacks and held back entries: what supervisors decide."""

from datetime import timedelta

import pytest
from django.utils import timezone

from callbacks.models import CallbackMove
from julien.core.phone import phone_lookup, phone_tail_lookup
from julien.core.roles import Role
from requests_intake.models import CallbackRequest
from tests.make.callbacks import make_attempt, make_callback
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor(client):
    supervisor = make_staff(Role.SUPERVISOR)
    client.force_login(supervisor)
    return supervisor


@pytest.fixture
def blocked():
    callback = make_callback("blocked", now=timezone.now(), phone="+41325550130", takes_sms=False)
    make_attempt(callback, "wrong_person", started_at=timezone.now() - timedelta(hours=1))
    return callback


def post(client, callback, act, **sent):
    return client.post(f"/equipe/rappels/{callback.request.reference}/{act}/", sent)


def test_a_corrected_number_goes_back_to_the_queue_with_its_promise(client, supervisor, blocked):
    due_at = blocked.request.due_at

    post(client, blocked, "debloquer", phone="079 555 01 31", language="pt")

    blocked.refresh_from_db()
    request = CallbackRequest.objects.get()
    assert blocked.state == "queued"
    assert request.phone == "+41795550131"
    assert request.phone_lookup == phone_lookup("+41795550131")
    assert request.phone_tail_lookup == phone_tail_lookup("0131")
    assert (request.takes_sms, request.language, request.due_at) == (True, "pt", due_at)
    move = CallbackMove.objects.latest("pk")
    assert (move.was, move.to, move.by, move.why) == ("blocked", "queued", supervisor, "requeued")


def test_requeuing_with_nothing_corrected_changes_nothing_else(client, supervisor, blocked):
    post(client, blocked, "debloquer", phone="", language="")

    blocked.refresh_from_db()
    request = CallbackRequest.objects.get()
    assert (blocked.state, request.phone, request.language) == ("queued", "+41325550130", "fr")


@pytest.mark.parametrize(
    ("typed", "says"),
    [("079 12", "Il manque des chiffres"), ("079 555 01 32", "a déjà une demande ouverte")],
)
def test_a_number_that_cannot_be_leaves_it_blocked(client, supervisor, blocked, typed, says):
    make_callback(phone="+41795550132")

    response = post(client, blocked, "debloquer", phone=typed)

    assert response.status_code == 422
    assert says in response.content.decode()
    assert f'value="{typed}"' in response.content.decode()
    blocked.refresh_from_db()
    assert (blocked.state, blocked.request.phone) == ("blocked", "+41325550130")


@pytest.mark.parametrize("reason", ["unreachable", "declined", "duplicate", "spam"])
def test_closing_by_hand_takes_a_reason(client, supervisor, blocked, reason):
    response = post(client, blocked, "clore", reason=reason)

    blocked.refresh_from_db()
    assert response.status_code == 303
    assert (blocked.state, blocked.closed_reason) == ("closed", reason)
    assert CallbackRequest.objects.get().closed_at is not None


@pytest.mark.parametrize("reason", ["", "oriented", "withdrawn", "erased"])
def test_closing_by_hand_refuses_reasons_that_are_not_for_hands(
    client, supervisor, blocked, reason
):
    response = post(client, blocked, "clore", reason=reason)

    assert response.status_code == 422
    blocked.refresh_from_db()
    assert blocked.state == "blocked"


@pytest.mark.parametrize(
    ("decision", "state", "reason"), [("accepter", "queued", ""), ("rejeter", "closed", "spam")]
)
def test_a_held_back_entry_is_let_in_or_not(client, supervisor, decision, state, reason):
    callback = make_callback("quarantined", now=timezone.now())

    post(client, callback, "controle", decision=decision)

    callback.refresh_from_db()
    assert (callback.state, callback.closed_reason) == (state, reason)


def test_the_page_tells_a_supervisor_that_the_decision_is_theirs(client, supervisor, blocked):
    page = client.get(f"/equipe/rappels/{blocked.request.reference}/").content.decode()

    assert "Bloqué : à vous de décider" in page
    assert "une personne responsable décide" not in page


def test_callers_see_what_is_blocked_without_the_means_to_decide(client, blocked):
    client.force_login(make_staff())

    page = client.get(f"/equipe/rappels/{blocked.request.reference}/").content.decode()

    assert "une personne responsable décide" in page
    assert "/debloquer/" not in page
    assert "/clore/" not in page
