"""Places that the queue gives: to who wished nothing by SMS, and to requests made or reopened."""

import pytest

from callbacks.models import Callback
from callbacks.services.fill import catch_up, fill_queue
from callbacks.services.merging import merge, split, undo_merge
from callbacks.services.supervision import accept
from requests_intake.models import CallbackRequest, Place
from requests_intake.services.messages import write_message
from requests_intake.services.sms_in import take_in_sms
from tests.make.callbacks import at
from tests.make.campaigns import make_desk
from tests.make.intake import make_request
from tests.make.staff import make_staff
from tests.requests_intake.together import together

# A Tuesday; a request of now is promised before Friday 27, 17 h 30.
NOW = at("2026-11-24 09:00")


@pytest.fixture
def desk(db):
    desk = make_desk()
    desk.morning_places = desk.afternoon_places = 1
    desk.save()


def write(number, body="Bonjour"):
    from_number = f"+4179555016{number}"
    take_in_sms(message_sid=f"SM{number}{body}", from_number=from_number, body=body, at=NOW)


def given():
    """The places of open requests, as "24 morning"."""
    rows = Place.objects.filter(request__closed_at=None).exclude(day=None)
    return [f"{one.day.day} {one.part}" for one in rows.order_by("day", "-part", "number")]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("fill", [fill_queue, catch_up])
def test_who_wrote_an_sms_without_a_wish_has_a_place_once_in_the_queue(fill):
    write(1)
    write(2)
    fill(at=NOW)
    assert given() == ["24 morning", "24 afternoon"]


@pytest.mark.usefixtures("desk")
def test_a_wish_said_before_that_is_kept():
    write(1)
    write(1, "MERCREDI MATIN")
    fill_queue(at=NOW)
    assert given() == ["25 morning"]


@pytest.mark.usefixtures("desk")
def test_what_is_held_back_waits_and_what_was_withdrawn_needs_none():
    make_request(received_at=NOW, suspicion=("trap",))
    write(1)
    write(1, "ANNULER")
    fill_queue(at=NOW)
    assert given() == []


@pytest.mark.usefixtures("desk")
def test_who_is_let_in_has_a_place_and_the_first_sms_once():
    suspicious = make_request(received_at=NOW, suspicion=("links", "too_fast"))
    fill_queue(at=NOW)
    assert (given(), suspicious.messages.count()) == ([], 0)

    accept(callback_id=suspicious.callback.pk, by=make_staff(), at=NOW)

    assert given() == ["24 morning"]
    assert [one.kind for one in suspicious.messages.all()] == ["received"]


@pytest.mark.usefixtures("desk")
def test_who_was_written_to_before_being_let_in_has_no_second_first_sms():
    suspicious = make_request(received_at=NOW, suspicion=("links", "too_fast"))
    fill_queue(at=NOW)
    write_message(request=suspicious, kind="stopped", useless_after=NOW, at=NOW)

    accept(callback_id=suspicious.callback.pk, by=make_staff(), at=NOW)

    assert [one.kind for one in suspicious.messages.all()] == ["stopped"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_who_fill_at_once_give_each_one_place(desk):
    for number in range(6):
        write(number)
    together(lambda _n: fill_queue(at=NOW), times=4)
    assert len(given()) == len(set(given())) == 6


@pytest.mark.usefixtures("desk")
def test_another_person_on_the_same_phone_takes_a_place_of_their_own():
    write(1)
    fill_queue(at=NOW)
    write(1, "Pour ma mère aussi")
    later = CallbackRequest.objects.get().contacts.get(is_first=False)

    split(callback_id=Callback.objects.get().pk, contact_id=later.pk, by=make_staff(), at=NOW)

    assert given() == ["24 morning", "24 afternoon"]


@pytest.mark.usefixtures("desk")
def test_a_request_taken_apart_again_finds_another_place_when_its_own_was_given():
    kept, duplicate = (
        make_request(received_at=NOW, windows=("morning",), days=(day, "thursday"))
        for day in ("tuesday", "wednesday")
    )
    fill_queue(at=NOW)
    caller = make_staff()
    kept_first = Callback.objects.get(request=kept)
    other = Callback.objects.get(request=duplicate)
    joined = merge(callback_id=kept_first.pk, other_id=other.pk, by=caller, at=NOW)
    make_request(received_at=NOW, windows=("morning",), days=("wednesday",))
    assert given() == ["24 morning", "25 morning"]

    undo_merge(merge_id=joined.pk, by=caller, at=NOW)

    assert given() == ["24 morning", "25 morning", "26 morning"]
    assert Place.objects.get(request=duplicate).day.day == 26
