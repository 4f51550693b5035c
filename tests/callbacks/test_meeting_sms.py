"""SMS about a meeting: to whom, when, how often, and what they do not say."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from callbacks.models import Meeting
from callbacks.services.meeting_sms import decent, remind, reminder_for
from callbacks.services.meetings import cancel, note, reschedule, withdraw_meeting
from requests_intake.models import CallbackRequest, Message
from requests_intake.services.sending import sweep
from tests.callbacks.test_races import together
from tests.make.callbacks import NOW, at
from tests.make.campaigns import make_desk
from tests.make.meetings import HOUR, MEETS_AT, make_meeting, make_place, wanted
from tests.make.staff import make_staff

EVE = at("2026-11-30 16:00")


@pytest.fixture(autouse=True)
def desk(db):
    return make_desk()


@pytest.fixture
def caller():
    return make_staff()


def told(meeting):
    """(kind, text) of what was written about it, in order."""
    written = Message.objects.filter(request=meeting.callback.request, kind__startswith="meeting")
    return [(one.kind, one.body) for one in written.order_by("pk")]


def kinds(meeting):
    return [kind for kind, _text in told(meeting)]


def test_the_confirmation_says_when_and_where_and_leads_to_the_page(caller):
    meeting = make_meeting(caller=caller, place=make_place("Service social"))
    ((kind, text),) = told(meeting)
    assert kind == "meeting"
    assert "mardi 1er décembre, 14 h, Service social" in text
    assert f"/fr/rappel/suivi/{meeting.callback.request.contacts.get().token}/" in text
    message = Message.objects.get(kind="meeting")
    assert (message.not_before, message.useless_after) == (NOW, MEETS_AT)


@pytest.mark.parametrize("language", ["fr", "de", "en", "it", "pt"])
def test_who_must_not_be_linked_with_us_reads_neither_name_nor_place_nor_address(caller, language):
    meeting = make_meeting(
        caller=caller, place=make_place("Service social"), may_say_who=False, language=language
    )
    later = wanted(at("2026-12-03 09:00"), caller=caller, place=meeting.place)
    reschedule(meeting_id=meeting.pk, sequence=0, wanted=later, by=caller, at=NOW)
    remind(at=at("2026-12-02 16:00"))
    cancel(meeting_id=meeting.pk, sequence=1, by=caller, at=at("2026-12-02 17:00"))

    assert kinds(meeting) == ["meeting", "meeting_new", "meeting_soon", "meeting_off"]
    for _kind, text in told(meeting):
        assert "JU-lien" not in text
        assert "social" not in text
        assert "http" not in text
        assert "032" in text  # the number to call


@pytest.mark.parametrize(
    "person", [{"may_text": False}, {"takes_sms": False}], ids=["no texts", "a landline"]
)
def test_who_gets_no_sms_gets_none(caller, person):
    meeting = make_meeting(caller=caller, **person)
    remind(at=EVE)
    cancel(meeting_id=meeting.pk, sequence=0, by=caller, at=EVE)
    assert told(meeting) == []


def test_a_stop_between_the_confirmation_and_the_eve_is_heard(caller):
    meeting = make_meeting(caller=caller)
    CallbackRequest.objects.update(may_text=False)
    assert remind(at=EVE) == 0
    assert kinds(meeting) == ["meeting"]


def test_who_withdrew_a_moment_ago_is_not_reminded(caller):
    meeting = make_meeting(caller=caller)
    CallbackRequest.objects.update(withdrawn_at=EVE, closed_at=EVE)
    assert remind(at=EVE) == 0
    assert kinds(meeting) == ["meeting"]


# --- the day before ---


@pytest.mark.parametrize(
    ("swept", "written"),
    [
        ("2026-11-30 15:59", 0),
        ("2026-11-30 16:00", 1),
        ("2026-12-01 13:59", 1),  # the worker was dead for a day
        ("2026-12-01 14:00", 0),
    ],
)
def test_the_reminder_comes_the_day_before_or_as_soon_as_it_can(caller, swept, written):
    meeting = make_meeting(caller=caller)
    assert remind(at=at(swept)) == written
    assert remind(at=at(swept)) == 0
    assert kinds(meeting).count("meeting_soon") == written


def test_a_worker_back_at_night_wakes_nobody(caller):
    meeting = make_meeting(caller=caller)
    remind(at=at("2026-12-01 03:00"))
    reminder = Message.objects.get(kind="meeting_soon")
    assert reminder.not_before == at("2026-12-01 08:00")
    assert "mardi 1er décembre" in dict(told(meeting))["meeting_soon"]


@pytest.mark.parametrize(
    ("set_at", "due"),
    [
        ("2026-11-24 09:00", "2026-11-30 16:00"),
        ("2026-11-30 15:59", "2026-11-30 16:00"),
        ("2026-11-30 16:00", None),  # the confirmation says it all
        ("2026-12-01 08:00", None),
    ],
)
def test_who_was_told_after_that_hour_is_not_told_twice(set_at, due):
    assert reminder_for(MEETS_AT, at(set_at)) == (due and at(due))


@pytest.mark.parametrize(
    ("starts", "due"),
    [("2027-03-29 09:00", "2027-03-28 16:00"), ("2026-10-26 09:00", "2026-10-25 16:00")],
    ids=["on the Sunday of summer time", "on the Sunday of winter time"],
)
def test_the_hour_of_the_reminder_is_the_one_on_the_wall(starts, due):
    found = reminder_for(at(starts), at("2026-10-01 09:00"))
    assert found == at(due)
    assert found.astimezone(ZoneInfo("Europe/Zurich")).hour == 16


@pytest.mark.parametrize(
    ("written", "leaves"),
    [
        ("2026-11-24 07:59", "2026-11-24 08:00"),
        ("2026-11-24 08:00", "2026-11-24 08:00"),
        ("2026-11-24 19:59", "2026-11-24 19:59"),
        ("2026-11-24 20:00", "2026-11-25 08:00"),
    ],
)
def test_sms_leave_at_decent_hours(written, leaves):
    assert decent(at(written), ZoneInfo("Europe/Zurich")) == at(leaves)


@pytest.mark.django_db(transaction=True)
def test_ten_workers_write_one_reminder_and_two_sweeps_send_it_once():
    make_desk()
    meeting = make_meeting()
    sweep(at=NOW)
    assert sum(together(lambda _n: remind(at=EVE), range(10))) == 1
    together(lambda _n: sweep(at=EVE), range(2))
    sent = Message.objects.filter(kind="meeting_soon")
    assert [(one.state, one.tries) for one in sent] == [("sent", 1)]
    assert kinds(meeting).count("meeting_soon") == 1


@pytest.mark.parametrize("end", ["cancelled", "withdrawn", "held"])
def test_nobody_is_reminded_of_what_is_over(caller, end):
    meeting = make_meeting(caller=caller)
    if end == "cancelled":
        cancel(meeting_id=meeting.pk, sequence=0, by=caller, at=NOW)
    elif end == "withdrawn":
        withdraw_meeting(meeting_id=meeting.pk, at=NOW)
    else:
        late = MEETS_AT + HOUR
        note(meeting_id=meeting.pk, sequence=0, state="held", by=caller, at=late)
    assert remind(at=EVE) == 0


# --- moved and cancelled ---


def test_a_move_reminds_of_the_new_day_only(caller):
    meeting = make_meeting(caller=caller)
    later = wanted(at("2026-12-03 09:00"), caller=caller, place=meeting.place)
    reschedule(meeting_id=meeting.pk, sequence=0, wanted=later, by=caller, at=NOW)
    assert remind(at=EVE) == 0
    assert remind(at=at("2026-12-02 16:00")) == 1
    assert kinds(meeting) == ["meeting", "meeting_new", "meeting_soon"]
    assert "jeudi 3 décembre, 9 h" in told(meeting)[-1][1]


def test_what_is_not_true_any_more_does_not_leave(caller):
    meeting = make_meeting(caller=caller)
    later = wanted(at("2026-12-03 09:00"), caller=caller, place=meeting.place)
    reschedule(meeting_id=meeting.pk, sequence=0, wanted=later, by=caller, at=NOW)
    assert sweep(at=NOW + timedelta(minutes=1)) == 1
    states = dict(Message.objects.values_list("kind", "state"))
    assert (states["meeting"], states["meeting_new"]) == ("useless", "sent")


def test_another_colleague_at_the_same_hour_is_nothing_to_tell(caller):
    meeting = make_meeting(caller=caller)
    other = wanted(caller=make_staff(), place=meeting.place)
    reschedule(meeting_id=meeting.pk, sequence=0, wanted=other, by=caller, at=NOW)
    assert kinds(meeting) == ["meeting"]


def test_a_meeting_cancelled_after_its_hour_is_nothing_to_tell(caller):
    meeting = make_meeting(caller=caller)
    cancel(meeting_id=meeting.pk, sequence=0, by=caller, at=MEETS_AT + HOUR)
    assert kinds(meeting) == ["meeting"]
    assert Meeting.objects.get().state == "cancelled"
