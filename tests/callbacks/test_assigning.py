"""A supervisor puts callbacks into somebody's hands, each judged by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from callbacks.models import Callback, CallbackMove
from callbacks.services.assigning import assign, held_until
from callbacks.services.attempts import start_attempt
from callbacks.services.queue import take_next
from julien.core.roles import Role
from tests.make.callbacks import NOW, at, make_attempt, make_callback
from tests.make.campaigns import make_desk
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def supervisor(client):
    make_desk()
    supervisor = make_staff(Role.SUPERVISOR, first_name="Jeanne")
    client.force_login(supervisor)
    return supervisor


@pytest.fixture
def anne():
    return make_staff(first_name="Anne")


def ref(callback):
    return callback.request.reference


def moves_of(callback):
    rows = CallbackMove.objects.filter(callback=callback).order_by("at", "pk")
    return list(rows.values_list("was", "to", "by", "given_to", "why"))[1:]


def give(client, callbacks, to):
    sent = {"ref": [ref(one) for one in callbacks], "to": to}
    return client.post("/equipe/journee/confier/", sent, follow=True).content.decode()


@pytest.mark.parametrize("state", ["queued", "waiting", "appointed"])
def test_what_nobody_holds_goes_into_the_hands_chosen(client, supervisor, anne, state):
    callback = make_callback(state, now=timezone.now())

    page = give(client, [callback], anne.pk)

    assert "1 rappel confié à Anne." in page
    callback.refresh_from_db()
    assert (callback.state, callback.claimed_by) == ("claimed", anne)
    assert moves_of(callback) == [(state, "claimed", supervisor.pk, anne.pk, "assigned")]


def test_what_a_colleague_holds_changes_hands_and_the_history_says_who(client, supervisor, anne):
    paul = make_staff(first_name="Paul")
    callback = make_callback("claimed", holder=paul, now=timezone.now())

    give(client, [callback], anne.pk)

    callback.refresh_from_db()
    assert callback.claimed_by == anne
    assert moves_of(callback) == [
        ("claimed", "queued", supervisor.pk, None, "taken_back"),
        ("queued", "claimed", supervisor.pk, anne.pk, "assigned"),
    ]
    history = client.get(f"/equipe/rappels/{ref(callback)}/").content.decode()
    assert "confié par une personne responsable" in history
    assert "Jeanne → Anne" in history


def test_an_agreed_moment_and_the_promise_survive_two_changes_of_hands(supervisor, anne):
    callback = make_callback("appointed", visible_from=NOW + HOUR)
    agreed, due_at = callback.visible_from, callback.due_at

    assign(references=[ref(callback)], to=anne, by=supervisor, at=NOW)
    assign(references=[ref(callback)], to=None, by=supervisor, at=NOW)

    callback.refresh_from_db()
    assert (callback.state, callback.visible_from, callback.due_at) == ("appointed", agreed, due_at)


def test_giving_it_back_to_the_queue_lets_anybody_take_it(client, supervisor, anne):
    callback = make_callback("claimed", holder=anne, now=timezone.now())

    page = give(client, [callback], "file")

    assert "1 rappel remis dans la file." in page
    assert take_next(by=make_staff(), at=timezone.now()) == callback


REFUSED = {
    "closed": "clos",
    "blocked": "bloqué : à décider d&#x27;abord",
    "quarantined": "bloqué : à décider d&#x27;abord",
    "interviewing": "un appel est en cours",
}


@pytest.mark.parametrize(("state", "why"), REFUSED.items())
def test_each_record_is_judged_by_itself(client, supervisor, anne, state, why):
    now = timezone.now()
    free, other = make_callback(now=now), make_callback(state, now=now)
    before = Callback.objects.values().get(pk=other.pk)

    page = give(client, [other, free], anne.pk)

    assert "1 rappel confié à Anne." in page
    assert f"{ref(other)} n&#x27;a pas changé de mains : {why}." in page
    assert Callback.objects.values().get(pk=other.pk) == before


def test_nobody_is_taken_off_the_telephone(client, supervisor, anne):
    paul = make_staff()
    callback = make_callback("claimed", holder=paul, now=timezone.now())
    start_attempt(callback_id=callback.pk, by=paul, at=timezone.now())

    page = give(client, [callback], anne.pk)

    assert "un appel est en cours" in page
    callback.refresh_from_db()
    assert callback.claimed_by == paul


def test_a_call_left_behind_an_ended_lease_is_ended_and_given(supervisor, anne):
    paul = make_staff()
    callback = make_callback("claimed", holder=paul)
    make_attempt(callback, "", started_at=NOW, caller=paul)

    assign(references=[ref(callback)], to=anne, by=supervisor, at=NOW + 2 * HOUR)

    callback.refresh_from_db()
    assert callback.claimed_by == anne
    assert list(callback.attempts.values_list("result", flat=True)) == ["technical_failure"]


def test_a_withdrawn_request_is_given_to_nobody(supervisor, anne):
    callback = make_callback(withdrawn_at=NOW, closed_at=NOW)

    outcome = assign(references=[ref(callback)], to=anne, by=supervisor, at=NOW)

    assert outcome.left == {ref(callback): "clos"}


def test_the_right_is_asked_for_each_record_by_the_service_itself(anne):
    make_desk()
    callback = make_callback()

    outcome = assign(references=[ref(callback), "ZZZZZZZ"], to=anne, by=anne, at=NOW)

    assert outcome.done == []
    assert outcome.left == {ref(callback): "introuvable", "ZZZZZZZ": "introuvable"}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"to": "file"}, "Cochez au moins un rappel."),
        ({"to": "file", "ref": "a\x00b"}, "Cochez au moins un rappel."),
        ({"ref": "AAAAAAA"}, "Choisissez à qui confier ces rappels."),
        ({"ref": "AAAAAAA", "to": "999999"}, "Cette personne ne peut pas appeler"),
    ],
)
def test_an_incomplete_form_says_what_is_missing(client, supervisor, sent, said):
    answer = client.post("/equipe/journee/confier/", sent)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_what_was_ticked_stays_ticked(client, supervisor):
    callback = make_callback(now=timezone.now(), due_in=-HOUR)

    page = client.post("/equipe/journee/confier/", {"ref": ref(callback)}).content.decode()

    box = page.split(f'value="{ref(callback)}"')[1].split(">")[0]
    assert box.endswith("checked")


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ANALYST, Role.PARTNER, Role.ADMIN])
def test_who_does_not_call_cannot_be_given_anything(client, supervisor, role):
    stranger = make_staff(role)
    callback = make_callback(now=timezone.now())

    sent = {"ref": ref(callback), "to": stranger.pk}
    assert client.post("/equipe/journee/confier/", sent).status_code == 422
    callback.refresh_from_db()
    assert callback.state == "queued"


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        ("2026-11-24 09:00", "2026-11-24 11:00"),
        ("2026-11-24 19:00", "2026-11-25 10:30"),
        ("2026-11-28 10:00", "2026-11-30 10:30"),
    ],
)
def test_what_is_given_holds_two_hours_from_the_next_opening(moment, until):
    make_desk()
    assert held_until(at(moment)) == at(until)
