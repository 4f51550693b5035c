"""Meetings in person: made, moved, cancelled, noted; the promise beside them never moves."""

from datetime import timedelta

import pytest

from callbacks.models import Callback, FollowUp, Meeting
from callbacks.services.attempts import record_result
from callbacks.services.interview_answers import FollowUpAnswer
from callbacks.services.interviews import open_interview, sign_interview
from callbacks.services.meetings import (
    MeetingChanged,
    MeetingRefused,
    ask_other_time,
    book,
    cancel,
    end_meetings_of_withdrawn,
    note,
    reschedule,
    take_back,
    withdraw_meeting,
)
from callbacks.states import ClosedReason, State
from requests_intake.services.changes import withdraw
from tests.make.callbacks import NOW, at, make_callback
from tests.make.campaigns import make_desk
from tests.make.interviews import make_signed_interview, make_talk
from tests.make.meetings import HOUR, MEETS_AT, make_meeting, set_up, wanted
from tests.make.staff import make_staff

AFTER = MEETS_AT + HOUR


@pytest.fixture(autouse=True)
def desk(db):
    return make_desk()


@pytest.fixture
def caller():
    return make_staff()


def steps(meeting):
    return list(meeting.steps.values_list("what", "by"))


# --- two clocks ---


def test_a_meeting_neither_moves_nor_hides_the_promise(caller):
    callback = make_callback("claimed", holder=caller)
    before = Callback.objects.values().get(pk=callback.pk)

    meeting = set_up(callback, caller)
    reschedule(
        meeting_id=meeting.pk, sequence=0, wanted=wanted(caller=caller, length=2 * HOUR),
        by=caller, at=NOW,
    )  # fmt: skip

    assert Callback.objects.values().get(pk=callback.pk) == before
    late = before["due_at"] + timedelta(minutes=1)
    assert list(Callback.objects.late(late)) == [callback]  # nobody called: the promise is broken


def test_a_call_made_beside_a_meeting_stops_the_first_clock_as_ever(caller):
    callback = make_callback("claimed", holder=caller)
    set_up(callback, caller)

    record_result(callback_id=callback.pk, by=caller, result="no_answer", at=NOW)

    callback.refresh_from_db()
    assert (callback.state, callback.meetings.planned().count()) == ("waiting", 1)
    assert not Callback.objects.late(callback.due_at + HOUR).exists()


# --- made ---


def test_a_meeting_is_made_with_its_history_and_the_offer_is_accepted(caller):
    offered = FollowUpAnswer("consultation", "offered")
    interview = make_signed_interview(caller=caller, follow_ups=[offered])

    meeting = set_up(interview.callback, caller)

    assert (meeting.starts_at, meeting.minutes, meeting.sequence) == (MEETS_AT, 60, 0)
    assert steps(meeting) == [("made", caller.pk)]
    assert interview.follow_ups.get().state == FollowUp.State.ACCEPTED


def test_an_offer_nobody_noted_is_noted_with_the_meeting(caller):
    interview = make_signed_interview(caller=caller)
    set_up(interview.callback, caller, kind="help_apply")
    assert interview.follow_ups.get().kind == FollowUp.Kind.HELP_APPLY


def test_a_meeting_set_before_the_interview_is_an_accepted_offer_once_it_is_signed(caller):
    callback = make_talk(caller=caller)
    meeting = set_up(callback, caller)
    interview = open_interview(callback_id=callback.pk, by=caller, at=NOW)
    assert not interview.follow_ups.exists()  # the draft says only what its sheet says

    sign_interview(interview_id=interview.pk, by=caller, at=NOW)

    assert interview.follow_ups.get().state == FollowUp.State.ACCEPTED
    note(meeting_id=meeting.pk, sequence=0, state="held", by=caller, at=AFTER)
    assert interview.follow_ups.get().state == FollowUp.State.HELD


def test_a_meeting_cancelled_before_the_interview_is_signed_is_no_offer(caller):
    callback = make_talk(caller=caller)
    meeting = set_up(callback, caller)
    interview = open_interview(callback_id=callback.pk, by=caller, at=NOW)
    cancel(meeting_id=meeting.pk, sequence=0, by=caller, at=NOW)

    sign_interview(interview_id=interview.pk, by=caller, at=NOW)

    assert not interview.follow_ups.exists()


@pytest.mark.parametrize(
    ("state", "fields"),
    [
        ("quarantined", {}),
        ("closed", {"closed_reason": ClosedReason.SPAM}),
        ("closed", {"closed_reason": ClosedReason.WITHDRAWN}),
        ("closed", {"closed_reason": ClosedReason.DUPLICATE}),
        ("closed", {"closed_reason": ClosedReason.ERASED}),
        ("queued", {"withdrawn_at": NOW, "closed_at": NOW}),
    ],
    ids=["held back", "spam", "withdrawn", "duplicate", "erased", "withdrawn a moment ago"],
)
def test_where_nobody_waits_nobody_is_met(caller, state, fields):
    callback = make_callback(state, **fields)
    with pytest.raises(MeetingRefused) as refused:
        set_up(callback, caller)
    assert "personne à rencontrer" in refused.value.sentence
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("moment", "says"),
    [("2026-11-24 08:59", "passé"), ("2027-02-26 10:00", "trop loin")],
)
def test_moments_that_cannot_be(caller, moment, says):
    with pytest.raises(MeetingRefused) as refused:
        set_up(make_callback("claimed", holder=caller), caller, at(moment))
    assert says in refused.value.sentence
    assert refused.value.field == "starts_at"


def test_one_meeting_at_a_time_for_a_person(caller):
    meeting = make_meeting(caller=caller)
    with pytest.raises(MeetingRefused) as refused:
        set_up(meeting.callback, caller, at("2026-12-03 09:00"))
    assert "mardi 1er décembre, 14 h" in refused.value.sentence


# --- moved, cancelled ---


def test_a_move_is_written_down_and_the_calendar_knows_it_is_the_same_meeting(caller):
    meeting, colleague = make_meeting(caller=caller), make_staff()
    ask_other_time(meeting_id=meeting.pk, at=NOW)
    later = wanted(at("2026-12-03 09:00"), caller=colleague)

    moved = reschedule(meeting_id=meeting.pk, sequence=0, wanted=later, by=caller, at=NOW)

    assert (moved.uid, moved.sequence) == (meeting.uid, 1)
    assert moved.other_time_asked_at is None
    history = moved.steps.values_list("what", "by", "starts_at", "caller")
    assert list(history) == [
        ("made", caller.pk, MEETS_AT, caller.pk),
        ("asked", None, MEETS_AT, caller.pk),
        ("moved", caller.pk, at("2026-12-03 09:00"), colleague.pk),
    ]


def test_a_move_to_where_it_is_changes_nothing(caller):
    meeting = make_meeting(caller=caller)
    same = wanted(caller=caller, place=meeting.place)
    reschedule(meeting_id=meeting.pk, sequence=0, wanted=same, by=caller, at=NOW)
    assert steps(meeting) == [("made", caller.pk)]


def test_a_page_that_shows_an_older_state_changes_nothing(caller):
    meeting = make_meeting(caller=caller)
    later = wanted(at("2026-12-03 09:00"), caller=caller)
    reschedule(meeting_id=meeting.pk, sequence=0, wanted=later, by=caller, at=NOW)
    stale = {"meeting_id": meeting.pk, "sequence": 0, "by": caller}
    with pytest.raises(MeetingChanged):
        reschedule(**stale, wanted=wanted(caller=caller), at=NOW)
    with pytest.raises(MeetingChanged):
        cancel(**stale, at=NOW)
    with pytest.raises(MeetingChanged):
        note(**stale, state="held", at=at("2026-12-04 09:00"))
    assert [what for what, _by in steps(meeting)] == ["made", "moved"]


def test_a_cancelled_meeting_frees_the_hour_and_leaves_the_offer_to_be_held(caller):
    meeting = make_meeting(caller=caller)
    cancel(meeting_id=meeting.pk, sequence=0, by=caller, at=NOW)
    assert steps(meeting)[-1] == ("cancelled", caller.pk)
    assert FollowUp.objects.to_hold().get().interview.callback == meeting.callback
    assert make_meeting(caller=caller).is_planned


def test_the_person_cancels_once_however_often_they_press(caller):
    meeting = make_meeting(caller=caller)
    assert withdraw_meeting(meeting_id=meeting.pk, at=NOW)
    assert not withdraw_meeting(meeting_id=meeting.pk, at=NOW)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence) == ("withdrawn", 1)
    assert steps(meeting)[1:] == [("withdrawn", None)]


def test_who_withdraws_the_whole_request_is_not_awaited(caller):
    callback = make_callback("claimed", holder=caller)
    meeting, stays = set_up(callback, caller), make_meeting()
    withdraw(request_id=callback.request_id, at=NOW)
    assert end_meetings_of_withdrawn(at=NOW) == 1
    meeting.refresh_from_db()
    stays.refresh_from_db()
    assert (meeting.state, stays.state) == ("withdrawn", "planned")


# --- held, or nobody came ---


@pytest.mark.parametrize(("state", "offer"), [("held", "held"), ("no_show", "accepted")])
def test_what_came_of_it_is_noted_once_and_taken_back(caller, state, offer):
    meeting = make_meeting(caller=caller)
    offers = FollowUp.objects.filter(interview__callback=meeting.callback)
    said = {"meeting_id": meeting.pk, "sequence": 0, "state": state, "by": caller}
    with pytest.raises(MeetingRefused) as refused:
        note(**said, at=MEETS_AT - HOUR)
    assert "pas encore commencé" in refused.value.sentence

    note(**said, at=AFTER)
    note(**said, at=AFTER)
    assert offers.get().state == offer

    take_back(meeting_id=meeting.pk, by=caller, at=AFTER)
    meeting.refresh_from_db()
    assert (meeting.state, offers.get().state) == ("planned", "accepted")
    assert [what for what, _by in steps(meeting)] == ["made", state, "reopened"]


def test_a_note_is_not_taken_back_over_a_later_meeting(caller):
    meeting = make_meeting(caller=caller)
    note(meeting_id=meeting.pk, sequence=0, state="no_show", by=caller, at=AFTER)
    book(
        callback_id=meeting.callback_id, kind="consultation", by=caller, at=AFTER,
        wanted=wanted(at("2026-12-03 09:00"), caller=caller),
    )  # fmt: skip
    with pytest.raises(MeetingRefused):
        take_back(meeting_id=meeting.pk, by=caller, at=AFTER)
    assert meeting.callback.meetings.planned().count() == 1


def test_state_is_a_word_of_the_callback_and_not_of_the_meeting(caller):
    meeting = make_meeting(caller=caller)
    note(meeting_id=meeting.pk, sequence=0, state="held", by=caller, at=AFTER)
    meeting.callback.refresh_from_db()
    assert meeting.callback.state == State.CLOSED
    assert meeting.callback.closed_reason == ClosedReason.ORIENTED
