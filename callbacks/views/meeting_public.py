"""What a person does about their meeting, from the page of their secret link."""

from django.utils import timezone

from callbacks.invitations import for_person
from callbacks.models import Meeting
from callbacks.services.meetings import ask_other_time, withdraw_meeting
from callbacks.views.meetings import calendar_answer
from requests_intake.views.secret_link import (
    back_to_status,
    changed_by_link,
    read_by_link,
)


@changed_by_link
def call_off(request, contact):
    """Nothing is asked; pressed twice it is as once."""
    if planned := _meetings(contact).planned().first():
        withdraw_meeting(meeting_id=planned.pk, at=timezone.now())
    return back_to_status(contact, "rendez-vous")


@changed_by_link
def other_time(request, contact):
    """Somebody of the team will call about it; until then the meeting stands."""
    if planned := _meetings(contact).planned().first():
        ask_other_time(meeting_id=planned.pk, at=timezone.now())
    return back_to_status(contact, "rendez-vous")


@read_by_link
def calendar_file(request, contact):
    """The meeting for the person's calendar; after a cancellation, what takes it out again."""
    rows = _meetings(contact).select_related("place", "callback__request")
    last = rows.order_by("pk").last() if contact.may_manage else None
    return calendar_answer(for_person(last))


def _meetings(contact):
    return Meeting.objects.filter(callback__request=contact.request_id)
