"""The recap, as the person reads it on the page of their secret link once it was sent to them."""

from django.shortcuts import render
from django.utils import timezone

from callbacks.rules import RECAP_READABLE
from callbacks.services.recap_by_sms import shared_with
from requests_intake.services.messages import spoken
from requests_intake.views.secret_link import back_to_status, read_by_link


@read_by_link
def recap(request, contact):
    """The text alone, to read or to print; the status page when none is to be read (any more)."""
    interview = shared_with(contact, timezone.now())
    if interview is None:
        return back_to_status(contact)
    context = {
        "contact": contact,
        "text": interview.recap,
        "written_in": spoken(contact.request.language),
        "days": RECAP_READABLE.days,
    }
    return render(request, "callbacks/recap_public.html", context)
