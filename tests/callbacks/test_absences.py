"""Who is not there holds nothing, takes nothing and is given nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from callbacks.models import CallbackMove
from callbacks.services.absences import (
    free_absent,
)
from callbacks.services.assigning import assign
from callbacks.services.attempts import record_result, start_attempt
from callbacks.services.leases import Absent
from callbacks.services.merging import merge
from callbacks.services.queue import renew, take, take_next
from julien.core.roles import Role
from tests.make.absences import away
from tests.make.callbacks import NOW, make_callback
from tests.make.campaigns import make_desk
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def anne():
    return make_staff(first_name="Anne")


def moves_of(callback):
    rows = CallbackMove.objects.filter(callback=callback).order_by("at", "pk")
    return list(rows.values_list("was", "to", "by", "why"))[1:]


# What is held.


def test_an_absence_that_begins_now_frees_what_is_held(anne):
    callback = make_callback("claimed", holder=anne)

    away(anne)

    callback.refresh_from_db()
    assert (callback.state, callback.claimed_by) == ("queued", None)
    assert moves_of(callback) == [("claimed", "queued", None, "absent")]


def test_an_agreed_moment_is_given_back_with_it(anne):
    callback = make_callback("appointed")
    agreed = callback.visible_from
    take(callback_id=callback.pk, by=anne, at=NOW)

    away(anne, NOW + MINUTE, now=NOW)
    free_absent(at=NOW + 2 * MINUTE)

    callback.refresh_from_db()
    assert (callback.state, callback.visible_from) == ("appointed", agreed)


def test_at_the_very_instant_it_begins_a_colleague_can_take_without_any_sweep(anne):
    callback = make_callback("claimed", holder=anne)
    away(anne, NOW + 10 * MINUTE, now=NOW)
    colleague = make_staff()

    assert take_next(by=colleague, at=NOW + 9 * MINUTE) is None
    assert take_next(by=colleague, at=NOW + 11 * MINUTE) == callback


def test_what_comes_into_a_hand_by_a_merge_leaves_it_when_an_absence_begins(anne):
    make_desk()
    first, second = make_callback(), make_callback("claimed", holder=anne, due_in=3 * DAY)
    away(anne, NOW + 10 * MINUTE, now=NOW)

    kept = merge(callback_id=first.pk, other_id=second.pk, by=anne, at=NOW).callback

    kept.refresh_from_db()
    assert (kept, kept.lease_until) == (first, NOW + 10 * MINUTE)


@pytest.mark.parametrize("way", ["take_next", "take", "assign"])
def test_what_is_taken_before_an_absence_is_held_until_it_begins(anne, way):
    make_desk()
    callback = make_callback()
    away(anne, NOW + 10 * MINUTE, now=NOW)

    if way == "take_next":
        take_next(by=anne, at=NOW)
    elif way == "take":
        take(callback_id=callback.pk, by=anne, at=NOW)
    else:
        supervisor = make_staff(Role.SUPERVISOR)
        reference = callback.request.reference
        assign(references=[reference], to=anne, by=supervisor, at=NOW)

    callback.refresh_from_db()
    assert (callback.claimed_by, callback.lease_until) == (anne, NOW + 10 * MINUTE)


def test_a_page_left_open_does_not_hold_it_beyond(anne):
    callback = make_callback("claimed", holder=anne)
    away(anne, NOW + 10 * MINUTE, now=NOW)

    for minutes in (9, 12):
        renew(callback_id=callback.pk, by=anne, at=NOW + minutes * MINUTE)

    callback.refresh_from_db()
    assert callback.lease_until == NOW + 10 * MINUTE


def test_a_call_that_runs_into_an_absence_is_finished_in_peace(anne):
    callback = make_callback("claimed", holder=anne)
    away(anne, NOW + 10 * MINUTE, now=NOW)
    start_attempt(callback_id=callback.pk, by=anne, at=NOW + 9 * MINUTE)

    free_absent(at=NOW + 11 * MINUTE)
    assert take_next(by=make_staff(), at=NOW + 12 * MINUTE) is None
    record_result(callback_id=callback.pk, by=anne, result="reached", at=NOW + 13 * MINUTE)
    free_absent(at=NOW + 14 * MINUTE)

    callback.refresh_from_db()
    assert (callback.state, callback.claimed_by) == ("interviewing", anne)


def test_an_absence_entered_during_a_call_leaves_it_alone(anne):
    callback = make_callback("claimed", holder=anne)
    start_attempt(callback_id=callback.pk, by=anne, at=NOW)

    away(anne, now=NOW + MINUTE)

    callback.refresh_from_db()
    assert (callback.state, callback.claimed_by) == ("claimed", anne)
    assert callback.lease_until == NOW + 30 * MINUTE


def test_colleagues_keep_what_they_hold(anne):
    theirs = make_callback("claimed")

    away(anne)
    free_absent(at=NOW + MINUTE)

    theirs.refresh_from_db()
    assert theirs.state == "claimed"
    assert theirs.lease_until == NOW + 30 * MINUTE


# Taking and being given.


def test_who_is_absent_takes_nothing_and_is_told_what_to_do(client, anne):
    make_desk()
    now = timezone.now()
    callback = make_callback(now=now)
    away(anne, now - HOUR, now + HOUR, now=now)
    client.force_login(anne)

    page = client.post("/equipe/prendre/", follow=True).content.decode()
    refused = client.post(f"/equipe/rappels/{callback.request.reference}/prendre/")

    assert "Vous êtes noté·e absent·e" in page
    assert "Je suis là" in page
    assert refused.status_code == 409
    assert "Vous êtes noté·e absent·e" in refused.content.decode()
    callback.refresh_from_db()
    assert callback.state == "queued"


def test_back_early_takes_again(client, anne):
    make_desk()
    now = timezone.now()
    callback = make_callback(now=now)
    absence = away(anne, now - HOUR, now + HOUR, now=now)
    client.force_login(anne)

    client.post(f"/equipe/absences/{absence.pk}/fin/")

    assert take_next(by=anne, at=timezone.now()) == callback
    absence.refresh_from_db()
    assert absence.ends_at < now + HOUR


@pytest.mark.parametrize(
    ("moment", "is_away"),
    [(NOW - MINUTE, False), (NOW, True), (NOW + DAY - MINUTE, True), (NOW + DAY, False)],
)
def test_it_counts_from_its_first_instant_to_its_last(anne, moment, is_away):
    away(anne, NOW, NOW + DAY, now=NOW - HOUR)

    if is_away:
        with pytest.raises(Absent):
            take_next(by=anne, at=moment)
    else:
        assert take_next(by=anne, at=moment) is None


def test_the_day_shows_it_and_counts_only_who_is_there(client, anne):
    make_desk()
    now = timezone.now()
    supervisor = make_staff(Role.SUPERVISOR, first_name="Jeanne")
    away(anne, now - HOUR, now + 3 * DAY, now=now)
    away(supervisor, now + DAY, now + 2 * DAY, now=now)
    client.force_login(supervisor)
    callback = make_callback(now=now)

    page = client.get("/equipe/journee/").content.decode()
    sent = {"ref": callback.request.reference, "to": anne.pk}
    refused = client.post("/equipe/journee/confier/", sent)

    assert "1 sur 1" in page
    assert "absent·e jusqu&#x27;au" in page.split("<strong>Anne")[1].split("<strong>")[0]
    assert "Jeanne du" in page.split("Prochaines absences :")[1]
    assert refused.status_code == 422
    assert "ou est absente" in refused.content.decode()
