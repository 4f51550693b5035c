"""What the caller does on the call page: dial, note the result, give it back."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from callbacks.models import CallAttempt, CallbackMove
from callbacks.services.queue import take
from campaigns.promise import open_days
from campaigns.services.offer import offer_at
from julien.core.moments import say_day
from tests.make.callbacks import make_callback
from tests.make.desk import held_by
from tests.make.staff import make_staff
from tests.make.visiting import call_page

pytestmark = pytest.mark.django_db


def page_of(client, callback):
    return client.get(call_page(callback)).content.decode()


def test_dialling_writes_the_call_before_any_result(client, caller):
    callback = held_by(caller)

    answers = [client.post(call_page(callback, "appel/")) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    attempt = CallAttempt.objects.get()
    assert (attempt.caller, attempt.result, attempt.ended_at) == (caller, "", None)
    assert "Appel en cours depuis" in page_of(client, callback)


def test_reached_leads_to_the_interview(client, caller):
    callback = held_by(caller)

    response = client.post(call_page(callback, "essais/"), {"result": "reached"})

    assert response.status_code == 303
    assert response.headers["Location"] == call_page(callback, "entretien/")
    assert call_page(callback, "entretien/") in page_of(client, callback)


def test_a_result_leads_back_to_the_queue_and_says_what_happens(client, caller):
    callback = held_by(caller)
    agreed = open_morning(days=3)

    response = client.post(
        call_page(callback, "essais/"),
        {
            "result": "call_later",
            "next_try_at": f"{agreed:%d.%m.%Y} 10:00",
            "note": "après l'école",
        },
        follow=True,
    )

    assert response.redirect_chain == [("/equipe/", 303)]
    assert f"Rendez-vous : {say_day(agreed)}, 10 h." in response.content.decode()
    assert callback.attempts.get().note == "après l'école"


@pytest.mark.parametrize(
    ("sent", "field", "says"),
    [
        ({"result": "call_later"}, "next_try_at", "Indiquez le moment convenu"),
        ({"result": "not_safe_now"}, "next_try_at", "Indiquez le moment convenu"),
        ({"result": "call_later", "next_try_at": "2020-01-01T10:00"}, "next_try_at", "est passé"),
        ({"result": "call_later", "next_try_at": "vendredi"}, "next_try_at", "par exemple"),
        ({"result": "voicemail_left"}, "result", "Pas permis"),
        ({"result": "parti"}, "result", "de la liste"),
        ({}, "result", "Choisissez ce qui"),
    ],
)
def test_what_cannot_be_noted_comes_back_with_what_was_typed(client, caller, sent, field, says):
    callback = held_by(caller, may_voicemail=False)

    response = client.post(call_page(callback, "essais/"), {**sent, "note": "mots tapés"})

    assert response.status_code == 422
    page = response.content.decode()
    assert says in page
    assert "mots tapés" in page
    assert field in response.context["form"].errors
    assert "<title>Erreur" in page
    assert not callback.attempts.exists()


def open_morning(*, days):
    """10:00 on the first day on which the desk is open, so many days from now or later."""
    start = timezone.localdate() + timedelta(days=days)
    [day] = open_days(start, 1, offer_at(timezone.now()).hours)
    return timezone.make_aware(datetime.combine(day, time(10)))


@pytest.mark.parametrize("zone", [UTC, timezone.get_default_timezone()])
def test_a_moment_may_carry_its_offset(client, caller, zone):
    callback = held_by(caller)
    agreed = open_morning(days=2)
    sent = {"result": "call_later", "next_try_at": agreed.astimezone(zone).isoformat()}

    client.post(call_page(callback, "essais/"), sent)

    callback.refresh_from_db()
    assert callback.visible_from == agreed


def test_the_form_of_a_page_sent_twice_is_one_attempt_and_the_same_answer(client, caller):
    callback = held_by(caller)
    [submission] = re.findall(r'name="submission" value="([\w-]+)"', page_of(client, callback))
    sent = {"result": "no_answer", "submission": submission}

    answers = [client.post(call_page(callback, "essais/"), sent) for _ in range(2)]

    assert [answer.headers["Location"] for answer in answers] == ["/equipe/", "/equipe/"]
    assert callback.attempts.count() == 1


def test_a_result_without_having_taken_says_what_to_do_and_keeps_the_note(client, caller):
    callback = make_callback(now=timezone.now())

    response = client.post(
        call_page(callback, "essais/"), {"result": "no_answer", "note": "ça sonne"}
    )

    assert response.status_code == 409
    page = response.content.decode()
    assert "Vous ne tenez pas ce rappel" in page
    assert "ça sonne" in page
    assert not callback.attempts.exists()


def test_the_lease_taken_over_during_a_call_keeps_the_words_of_the_first(client, caller):
    marc = make_staff(first_name="Marc", last_name="Chappuis")
    callback = make_callback("claimed", holder=marc, now=timezone.now())

    response = client.post(
        call_page(callback, "essais/"), {"result": "no_answer", "note": "à garder"}
    )

    assert response.status_code == 409
    assert "pris par Marc Chappuis" in response.content.decode()
    assert "à garder" in response.content.decode()


def test_who_was_calling_when_it_was_taken_over_reads_that_the_call_is_noted(client, caller):
    now = timezone.now()
    callback = held_by(caller)
    client.post(call_page(callback, "appel/"))
    marc = make_staff(first_name="Marc", last_name="Chappuis")
    take(callback_id=callback.pk, by=marc, at=now + timedelta(hours=1))

    sent = {"result": "reached", "note": "rappellera"}
    response = client.post(call_page(callback, "essais/"), sent, follow=True)

    assert response.redirect_chain == [(call_page(callback), 303)]
    assert "Votre appel est noté. Marc Chappuis a repris ce rappel" in response.text
    assert "rappellera" in response.text
    assert [one.result for one in callback.attempts.all()] == ["reached"]


def test_giving_back_needs_a_reason(client, caller):
    callback = held_by(caller)

    refused = client.post(call_page(callback, "rendre/"), {"why": ""})
    given = client.post(call_page(callback, "rendre/"), {"why": "no_time"})

    assert (refused.status_code, given.status_code) == (422, 303)
    callback.refresh_from_db()
    assert callback.state == "queued"
    assert CallbackMove.objects.filter(why="no_time", by=caller).count() == 1
