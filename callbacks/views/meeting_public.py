"""What a person does about their meeting, from the page of their secret link."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from callbacks.invitations import for_person
from callbacks.models import Meeting
from callbacks.services.meetings import ask_other_time, withdraw_meeting
from callbacks.views.meetings import calendar_answer
from requests_intake.views.confidential import confidential
from requests_intake.views.status import by_its_holder, with_contact


@csrf_exempt
@login_not_required
@confidential
@with_contact
@by_its_holder
def call_off(request, contact):
    """Nothing is asked; pressed twice it is as once."""
    if planned := _meetings(contact).planned().first():
        withdraw_meeting(meeting_id=planned.pk, at=timezone.now())
    return _back(contact)


@csrf_exempt
@login_not_required
@confidential
@with_contact
@by_its_holder
def other_time(request, contact):
    """Somebody of the team will call about it; until then the meeting stands."""
    if planned := _meetings(contact).planned().first():
        ask_other_time(meeting_id=planned.pk, at=timezone.now())
    return _back(contact)


@login_not_required
@require_safe
@confidential
@with_contact
def calendar_file(request, contact):
    """The meeting for the person's calendar; after a cancellation, what takes it out again."""
    rows = _meetings(contact).select_related("place", "callback__request")
    last = rows.order_by("pk").last() if contact.may_manage else None
    return calendar_answer(for_person(last))


def _meetings(contact):
    return Meeting.objects.filter(callback__request=contact.request_id)


def _back(contact):
    address = reverse("intake:status", args=[contact.token])
    return HttpResponseRedirect(f"{address}#rendez-vous", status=303)
