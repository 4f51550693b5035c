"""When a meeting cannot be, and what speaks against it without making it impossible."""

import pytest
from django.db import IntegrityError, transaction

from callbacks.models import Meeting, MeetingStep
from callbacks.services.attempts import ResultRefused, record_result
from callbacks.services.meetings import Doubtful, MeetingRefused
from julien.staff.models import Absence
from tests.callbacks.test_races import together
from tests.make.callbacks import NOW, at, make_attempt, make_callback
from tests.make.campaigns import make_desk
from tests.make.meetings import HOUR, MEETS_AT, make_meeting, make_place, set_up
from tests.make.staff import make_staff


@pytest.fixture(autouse=True)
def desk(db):
    return make_desk()


@pytest.fixture
def caller():
    return make_staff()


@pytest.mark.parametrize(
    ("second", "possible"),
    [("13:00", True), ("13:30", False), ("14:00", False), ("14:59", False), ("15:00", True)],
)
def test_nobody_of_the_team_meets_two_people_at_once(caller, second, possible):
    first = make_meeting(caller=caller)
    other = make_callback("claimed", holder=caller)
    if possible:
        assert set_up(other, caller, at(f"2026-12-01 {second}"), despite=["outside"])
        return
    with pytest.raises(MeetingRefused) as refused:
        set_up(other, caller, at(f"2026-12-01 {second}"), despite=["outside"])
    assert first.callback.request.reference in refused.value.sentence
    assert set_up(other, make_staff(), at(f"2026-12-01 {second}"), despite=["outside"])


def test_the_database_itself_refuses_two_at_once(caller):
    first = make_meeting(caller=caller)
    other = make_callback("claimed", holder=caller)
    row = {
        "caller": caller,
        "place": first.place,
        "kind": "consultation",
        "starts_at": MEETS_AT + HOUR / 2,
        "ends_at": MEETS_AT + 2 * HOUR,
    }
    with pytest.raises(IntegrityError, match="meeting_caller_is_free"), transaction.atomic():
        Meeting.objects.create(callback=other, **row)
    Meeting.objects.create(callback=other, state="cancelled", **row)


@pytest.mark.django_db(transaction=True)
def test_ten_people_who_want_one_hour_of_one_colleague_leave_one_meeting():
    make_desk()
    caller, place = make_staff(), make_place()
    callbacks = [make_callback("claimed", holder=caller) for _ in range(10)]

    def try_it(callback):
        try:
            return set_up(callback, caller, place=place)
        except MeetingRefused as refused:
            return refused.sentence

    found = together(try_it, callbacks)

    assert sum(isinstance(one, Meeting) for one in found) == 1
    assert Meeting.objects.count() == MeetingStep.objects.count() == 1


# --- what speaks against it ---


DOUBTS = [
    ("2026-12-01 14:00", []),
    ("2026-12-01 11:30", ["outside"]),  # into the lunch break
    ("2026-12-01 06:00", ["outside"]),
    ("2026-12-05 10:00", ["closed"]),  # a Saturday
    ("2026-12-25 10:00", ["closed"]),  # Christmas
    ("2026-12-02 10:00", ["absent"]),
    ("2026-12-02 06:00", ["outside", "absent"]),
    ("2026-12-03 09:00", ["call"]),
]


@pytest.mark.parametrize(("moment", "codes"), DOUBTS, ids=[line[0] for line in DOUBTS])
def test_what_speaks_against_a_moment_is_said_and_can_be_overruled(caller, moment, codes):
    day = {"starts_at": at("2026-12-02 00:00"), "ends_at": at("2026-12-03 00:00")}
    Absence.objects.create(person=caller, entered_by=caller, **day)
    always = {"starts_at": NOW, "ends_at": at("2027-01-01 00:00")}
    Absence.objects.create(person=make_staff(), entered_by=caller, **always)
    agreed = make_callback("appointed", visible_from=at("2026-12-03 09:30"))
    make_attempt(agreed, "call_later", caller=caller)
    callback = make_callback("claimed", holder=caller)
    if codes:
        with pytest.raises(Doubtful) as doubtful:
            set_up(callback, caller, at(moment), despite=codes[1:])
        assert [doubt.code for doubt in doubtful.value.doubts] == codes[:1]
        assert not Meeting.objects.exists()

    assert set_up(callback, caller, at(moment), despite=codes)


def test_a_call_is_not_agreed_for_a_moment_at_which_one_meets_somebody(caller):
    make_meeting(caller=caller)
    callback = make_callback("claimed", holder=caller)
    agreed = {"result": "call_later", "next_try_at": MEETS_AT + HOUR / 2}
    with pytest.raises(ResultRefused) as refused:
        record_result(callback_id=callback.pk, by=caller, at=NOW, **agreed)
    assert "mardi 1er décembre, 14 h" in refused.value.sentence
