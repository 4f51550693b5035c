"""What the pages of meetings in person show while the browser looks at them."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from callbacks.models import Meeting
from callbacks.services.interview_answers import FollowUpAnswer
from callbacks.services.meetings import ask_other_time, withdraw_meeting
from callbacks.states import State
from julien.staff.models import Absence
from tests.make.callbacks import make_attempt, make_callback
from tests.make.campaigns import make_desk
from tests.make.interviews import make_signed_interview
from tests.make.meetings import link_to, make_meeting, make_place
from tests.make.staff import make_staff

A_DAY = timedelta(days=1)
LONG = "Maison de commune des Hauts-Plateaux-sur-Doubs, annexe nord"
EVERYTHING = {"closed", "outside", "absent", "call"}


def coming(days, caller, **fields):
    """A meeting at this hour, so many days from now."""
    now = timezone.now()
    starts_at = now.replace(minute=0, second=0, microsecond=0) + days * A_DAY
    fields = {"caller": caller, "now": now, "despite": EVERYTHING, **fields}
    return make_meeting(starts_at, **fields)


def the_list(by):
    """Begun, asked to be moved, cancelled by the person, with somebody absent, and a call."""
    make_desk()
    place, now = make_place(LONG), timezone.now()
    long_named = make_staff(first_name="Marie-Antoinette", last_name="Froidevaux-Chappatte")
    begun = coming(1, by, place=place)
    start = now - timedelta(hours=2)
    Meeting.objects.filter(pk=begun.pk).update(starts_at=start, ends_at=start + A_DAY / 24)
    ask_other_time(meeting_id=coming(2, by, place=place).pk, at=now)
    withdraw_meeting(meeting_id=coming(3, by).pk, at=now)
    away = coming(4, long_named, place=place)
    times = {"starts_at": away.starts_at - A_DAY, "ends_at": away.ends_at + A_DAY}
    Absence.objects.create(person=long_named, entered_by=by, **times)
    agreed = make_callback(State.APPOINTED, visible_from=now + 2 * A_DAY)
    make_attempt(agreed, "call_later", caller=by)
    return "/equipe/rendez-vous/?voir=tous"


def to_fix(by):
    """After an interview in which a day was named."""
    make_desk()
    make_place(LONG)
    accepted = FollowUpAnswer("consultation", "accepted", timezone.now() + 7 * A_DAY)
    interview = make_signed_interview(caller=by, at=timezone.now(), follow_ups=[accepted])
    return reverse("callbacks:meeting", args=[interview.callback.request.reference])


def fixed(by):
    """With a past, and the person asking for another moment."""
    meeting = coming(5, by, place=make_place(LONG))
    ask_other_time(meeting_id=meeting.pk, at=timezone.now())
    return reverse("callbacks:meeting", args=[meeting.callback.request.reference])


def places(by):
    make_place(LONG)
    make_place("Ancienne adresse", retired_on=timezone.localdate())
    return "/equipe/lieux/"


def one_place(by):
    return reverse("callbacks:meeting_place", args=[make_place(LONG).pk])


def status_with_a_meeting(by):
    make_desk()
    meeting = coming(5, make_staff(), place=make_place(LONG))
    ask_other_time(meeting_id=meeting.pk, at=timezone.now())
    return link_to(meeting, "intake:status")


def status_without_the_meeting(by):
    make_desk()
    meeting = coming(5, make_staff())
    withdraw_meeting(meeting_id=meeting.pk, at=timezone.now())
    return link_to(meeting, "intake:status")
