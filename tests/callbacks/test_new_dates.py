"""A promise about to be missed: the team is alarmed, the person told before, with a new date."""

from datetime import timedelta

import pytest

from callbacks.board import rows
from callbacks.forms.filters import filters_of
from callbacks.models import Callback
from callbacks.results import Result
from callbacks.services.new_dates import tell_new_date, tell_new_dates
from callbacks.states import State
from campaigns.services.offer import offer_at
from requests_intake.models import CallbackRequest, Message
from tests.make.callbacks import at, make_attempt, make_callback
from tests.make.campaigns import make_desk
from tests.make.staff import make_staff
from tests.requests_intake.together import together

pytestmark = pytest.mark.django_db

DUE = at("2026-11-24 17:30")
NEXT_DAY = at("2026-11-25 17:30")


def waiting(state=State.QUEUED, *, received_at="2026-11-21 10:00", **fields):
    received_at = at(received_at)
    return make_callback(state, now=DUE, received_at=received_at, due_in=timedelta(0), **fields)


def told(callback):
    return CallbackRequest.objects.get(pk=callback.request_id).new_date_told


def test_an_hour_before_the_person_is_told_once_and_the_promise_stays():
    callback = waiting()
    assert tell_new_dates(at=at("2026-11-24 16:29")) == 0
    assert tell_new_dates(at=at("2026-11-24 16:31")) == 1
    assert tell_new_dates(at=at("2026-11-24 16:36")) == 0
    assert tell_new_dates(at=at("2026-11-25 09:00")) == 0

    request = CallbackRequest.objects.get(pk=callback.request_id)
    assert (request.due_at, request.new_date_told) == (DUE, NEXT_DAY)
    message = Message.objects.get()
    assert (message.kind, message.useless_after) == ("new_date", NEXT_DAY)
    assert "avant mardi 24 novembre, 17 h 30" in message.body
    assert "Nouvelle date : avant mercredi 25 novembre, 17 h 30" in message.body


def test_a_date_said_because_the_desk_will_be_closed_is_said_once():
    callback, now = waiting(), at("2026-11-24 09:00")
    how = {"callback_id": callback.pk, "hours": offer_at(now).hours, "at": now}

    assert tell_new_date(new_date=NEXT_DAY, **how)
    assert not tell_new_date(new_date=NEXT_DAY + timedelta(days=1), **how)

    assert told(callback) == NEXT_DAY
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("told_at", "new_date"),
    [
        ("2026-11-27 17:00", "2026-11-30 17:30"),  # Friday: Monday
        ("2026-12-24 17:00", "2026-12-28 17:30"),  # Christmas and the week-end are not counted
    ],
)
def test_the_new_date_is_the_next_open_day(told_at, new_date):
    moment = at(told_at)
    make_desk()
    callback = make_callback(now=moment, due_in=timedelta(minutes=30))
    tell_new_dates(at=moment)
    assert told(callback) == at(new_date)


def test_told_too_late_it_says_so_and_waits_for_the_morning():
    callback = waiting()
    assert tell_new_dates(at=at("2026-11-24 22:00")) == 1
    message = Message.objects.get()
    assert "Nous ne vous avons pas appelé à temps." in message.body
    assert message.not_before == at("2026-11-25 08:30")
    assert told(callback) == NEXT_DAY


@pytest.mark.parametrize(
    ("state", "is_told"),
    [
        (State.QUEUED, True),
        (State.WAITING, True),
        (State.APPOINTED, True),
        (State.CLAIMED, False),  # somebody is about to call
        (State.INTERVIEWING, False),
        (State.BLOCKED, False),  # no number to write to
        (State.QUARANTINED, False),  # perhaps a stranger's number
        (State.CLOSED, False),
    ],
)
def test_who_is_told(state, is_told):
    callback = waiting(state)
    assert tell_new_dates(at=at("2026-11-24 17:00")) == is_told
    assert bool(told(callback)) is is_told


def test_a_claim_that_was_forgotten_stands_in_nobodys_way():
    callback = waiting(State.CLAIMED, lease_until=at("2026-11-24 16:50"))
    assert tell_new_dates(at=at("2026-11-24 17:00")) == 1
    assert told(callback)


@pytest.mark.parametrize(
    ("result", "is_told"), [(Result.NO_ANSWER, False), (Result.NOT_DIALLED, True)]
)
def test_a_call_that_keeps_the_promise_needs_no_new_date(result, is_told):
    callback = waiting()
    make_attempt(callback, result, started_at=at("2026-11-23 10:00"))
    assert tell_new_dates(at=at("2026-11-24 17:00")) == is_told


def test_who_gets_no_sms_has_the_new_date_on_the_page(client):
    callback = waiting(takes_sms=False)
    tell_new_dates(at=at("2026-11-24 17:00"))
    assert not Message.objects.exists()
    assert told(callback) == NEXT_DAY


def test_without_any_open_day_ahead_nothing_is_told_and_nothing_breaks(caplog):
    callback = waiting()
    make_desk().calendar.periods.all().delete()
    assert tell_new_dates(at=at("2026-11-24 17:00")) == 0
    assert told(callback) is None
    assert "no open day" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_tell_once():
    waiting()
    assert sum(together(lambda _n: tell_new_dates(at=at("2026-11-24 17:00")), times=4)) == 1
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("now", "is_soon"),
    [
        ("2026-11-24 15:29", False),
        ("2026-11-24 15:31", True),
        ("2026-11-24 17:29", True),
        ("2026-11-24 17:31", False),  # then it is late
    ],
)
def test_two_hours_before_the_team_sees_an_alarm(now, is_soon):
    waiting()
    page, _after = rows(filters_of("voir=bientot-en-retard"), make_staff(), at(now))
    assert bool(page) is is_soon


def test_queue_and_call_page_name_the_new_date(client):
    callback = waiting()
    Callback.objects.filter(pk=callback.pk).update(state=State.QUEUED)
    tell_new_dates(at=at("2026-11-24 17:00"))
    client.force_login(make_staff())
    assert "nouvelle date dite : mer. 25 nov., 17 h 30" in client.get("/equipe/").content.decode()
    page = client.get(f"/equipe/rappels/{callback.request.reference}/").content.decode()
    assert "nouvelle date annoncée : avant" in page
