"""One person who asked twice, two persons on one phone: joined, split, and taken back."""

from contextlib import nullcontext
from datetime import timedelta

import pytest

from callbacks.models import CallAttempt, Callback, FollowUp, Interview, Merge
from callbacks.services.meeting_sms import remind
from callbacks.services.merging import MergeRefused, merge, undo_merge
from callbacks.services.moves import IllegalMove
from callbacks.services.queue import CallRunning, NotOpen, TakenBy
from requests_intake.models import CallbackRequest, Contact, Message
from requests_intake.services.messages import write_message
from requests_intake.services.numbers import NumberHasRequest
from tests.make.callbacks import NOW, make_attempt, make_callback
from tests.make.campaigns import make_desk
from tests.make.intake import make_received
from tests.make.meetings import HOUR, MEETS_AT, set_up
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)
FIRST, SECOND = "+41795550131", "+41795550132"


@pytest.fixture(autouse=True)
def desk():
    return make_desk()


@pytest.fixture
def caller():
    return make_staff()


def two(state="queued", **of_second):
    """(the one promised first, the one promised later in `state`)."""
    first = make_callback(phone=FIRST, due_in=A_DAY)
    return first, make_callback(state, phone=SECOND, due_in=2 * A_DAY, **of_second)


def join(one, other, by, **how):
    return merge(callback_id=one.pk, other_id=other.pk, by=by, at=NOW, **how)


def snapshot():
    """Which row belongs to whom, and how each request and callback stands."""
    return {
        "contacts": set(Contact.objects.values_list("pk", "request", "is_first")),
        "messages": set(Message.objects.values_list("pk", "request")),
        "attempts": set(CallAttempt.objects.values_list("pk", "callback")),
        "interviews": set(Interview.objects.values_list("pk", "callback")),
        "callbacks": set(Callback.objects.values_list("pk", "state", "visible_from", "due_at")),
        "requests": set(
            CallbackRequest.objects.values_list(
                *("pk", "closed_at", "merged_into", "phone_lookup", "due_at"),
                *("may_say_who", "may_voicemail", "may_text", "in_danger", "takes_sms"),
            )
        ),
    }


def test_the_meeting_of_the_duplicate_is_told_of_under_the_kept_one(caller):
    kept, double = two()
    before = snapshot()
    meeting = set_up(double, caller)
    done = join(kept, double, caller)

    assert kept.meetings.get() == meeting
    assert remind(at=MEETS_AT - A_DAY + HOUR * 3) == 1
    assert kept.request.messages.filter(kind=Message.Kind.MEETING_SOON).exists()

    undo_merge(merge_id=done.pk, by=caller, at=NOW)
    assert double.meetings.get() == meeting
    assert snapshot()["contacts"] == before["contacts"]


def test_two_who_are_both_to_be_met_are_not_joined(caller):
    kept, double = two()
    set_up(kept, caller)
    set_up(double, caller, MEETS_AT + HOUR)
    with pytest.raises(MergeRefused) as refused:
        join(kept, double, caller)
    assert refused.value.code == MergeRefused.TWO_MEETINGS
    double.refresh_from_db()
    assert double.state == "queued"


@pytest.mark.parametrize("backwards", [False, True])
def test_the_older_promise_is_kept_and_takes_all(caller, backwards):
    kept, double = two()
    make_attempt(double, caller=caller)
    write_message(
        request=double.request, kind=Message.Kind.WISHES, useless_after=NOW + A_DAY, at=NOW
    )
    due = kept.due_at

    join(*((double, kept) if backwards else (kept, double)), caller)

    kept.refresh_from_db()
    double.refresh_from_db()
    assert (kept.state, kept.due_at, kept.request.due_at) == ("queued", due, due)
    assert (double.state, double.closed_reason) == ("closed", "duplicate")
    assert double.request.merged_into == kept.request
    assert kept.request.contacts.count() == 2
    assert kept.request.contacts.filter(is_first=True).count() == 1
    assert kept.attempts.count() == kept.request.messages.count() == 1
    assert not double.attempts.exists()


def test_what_makes_a_call_safer_counts_from_either(caller):
    kept, double = two(may_voicemail=False, may_text=True, in_danger=True)

    join(kept, double, caller)

    kept.request.refresh_from_db()
    assert kept.request.may_voicemail is False
    assert kept.request.may_text is None
    assert kept.request.in_danger


def test_a_moment_agreed_with_the_person_goes_along_and_comes_back(caller):
    moment = NOW + 5 * A_DAY
    kept, double = two("appointed", visible_from=moment)
    before = snapshot()

    done = join(kept, double, caller)
    kept.refresh_from_db()
    assert (kept.state, kept.visible_from) == ("appointed", moment)

    undo_merge(merge_id=done.pk, by=caller, at=NOW + A_DAY)
    assert snapshot() == before


def test_the_right_number_is_taken_and_given_back(caller):
    kept, double = two()
    kept.state = "blocked"
    kept.save()
    before = snapshot()

    done = join(kept, double, caller, number_of=double.pk)
    kept.refresh_from_db()
    assert (kept.state, kept.request.phone) == ("queued", SECOND)

    undo_merge(merge_id=done.pk, by=caller, at=NOW)
    kept.request.refresh_from_db()
    assert kept.request.phone == FIRST
    assert Merge.objects.get().number_before == ""
    after = snapshot()
    assert {k: v for k, v in after.items() if k != "callbacks"} == {
        k: v for k, v in before.items() if k != "callbacks"
    }


def test_the_interview_and_what_follows_it_go_along_and_come_back(caller):
    kept, double = two()
    interview = Interview.objects.create(callback=double, caller=caller)
    FollowUp.objects.create(interview=interview, kind="consultation")
    before = snapshot()

    done = join(kept, double, caller)
    assert FollowUp.objects.get().interview.callback == kept

    undo_merge(merge_id=done.pk, by=caller, at=NOW)
    assert snapshot() == before


def test_what_i_had_in_hand_stays_in_my_hand(caller):
    kept, double = two("interviewing", holder=caller)
    Interview.objects.create(callback=double, caller=caller)

    join(kept, double, caller)

    kept.refresh_from_db()
    assert (kept.state, kept.claimed_by) == ("interviewing", caller)


def test_what_came_after_the_merge_stays_when_it_is_undone(caller):
    kept, double = two()
    done = join(kept, double, caller)
    later = make_received(channel="phone", number=SECOND, received_at=NOW)
    assert later.request == kept.request

    undo_merge(merge_id=done.pk, by=caller, at=NOW)

    later.contact.refresh_from_db()
    assert later.contact.request == kept.request
    assert double.request.contacts.count() == 1


@pytest.mark.parametrize(
    ("prepare", "problem"),
    [
        (lambda kept, double: double.attempts.create(caller=make_staff()), CallRunning),
        (lambda kept, double: hold(kept), TakenBy),
        (lambda kept, double: hold(double), TakenBy),
        (lambda kept, double: set_state(double, "quarantined"), IllegalMove),
        (lambda kept, double: close(kept), NotOpen),
        (lambda kept, double: [interview(kept), interview(double)], MergeRefused),
    ],
    ids=["call", "kept held", "double held", "quarantined", "closed", "two interviews"],
)
def test_what_cannot_be_joined_stays_untouched(caller, prepare, problem):
    kept, double = two()
    prepare(kept, double)
    before = snapshot()

    with pytest.raises(problem):
        join(kept, double, caller)

    assert snapshot() == before
    assert not Merge.objects.exists()


def hold(callback):
    now = {"claimed_by": make_staff(), "claimed_at": NOW, "lease_until": NOW + A_DAY}
    Callback.objects.filter(pk=callback.pk).update(state="claimed", **now)


def set_state(callback, state):
    Callback.objects.filter(pk=callback.pk).update(state=state)


def close(callback):
    CallbackRequest.objects.filter(pk=callback.request_id).update(closed_at=NOW)


def interview(callback):
    return Interview.objects.create(callback=callback, caller=make_staff())


@pytest.mark.parametrize(("days", "possible"), [(29, True), (30, True), (31, False)])
def test_undoing_is_possible_for_thirty_days(caller, days, possible):
    kept, double = two()
    done = join(kept, double, caller)

    with nullcontext() if possible else pytest.raises(MergeRefused, match="too_late"):
        undo_merge(merge_id=done.pk, by=caller, at=NOW + days * A_DAY)

    double.refresh_from_db()
    assert (double.state == "queued") == possible


def test_what_was_joined_to_a_third_is_first_taken_from_there(caller):
    kept, double = two()
    done = join(kept, double, caller)
    third = make_callback(phone="+41795550133", due_in=A_DAY / 2)
    later = join(third, kept, caller)
    before = snapshot()

    with pytest.raises(MergeRefused, match="chain"):
        undo_merge(merge_id=done.pk, by=caller, at=NOW)

    assert snapshot() == before
    undo_merge(merge_id=later.pk, by=caller, at=NOW)
    undo_merge(merge_id=done.pk, by=caller, at=NOW)
    double.refresh_from_db()
    assert double.state == "queued"


def test_a_signed_interview_is_not_torn_away(caller):
    kept, double = two()
    held = Interview.objects.create(callback=double, caller=caller)
    done = join(kept, double, caller)
    Interview.objects.filter(pk=held.pk).update(state="signed", signed_at=NOW)

    with pytest.raises(MergeRefused):
        undo_merge(merge_id=done.pk, by=caller, at=NOW)

    assert Interview.objects.get().callback == kept


def test_a_number_that_has_a_new_request_since_is_not_given_two(caller):
    kept, double = two()
    done = join(kept, double, caller)
    CallbackRequest.objects.filter(pk=double.request_id).update(merged_into=None)
    make_received(channel="sms", number=SECOND, received_at=NOW)
    before = snapshot()

    with pytest.raises(NumberHasRequest):
        undo_merge(merge_id=done.pk, by=caller, at=NOW)

    assert snapshot() == before


def test_undoing_twice_is_as_once(caller):
    kept, double = two()
    done = join(kept, double, caller)

    for _ in range(2):
        undo_merge(merge_id=done.pk, by=caller, at=NOW)

    assert double.moves.filter(why="parted").count() == 1
