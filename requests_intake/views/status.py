"""What became of a request, for whoever holds its link, and what can still be changed."""

from django.utils import timezone

from requests_intake.forms.afterwards import SatisfactionForm
from requests_intake.models import Heard
from requests_intake.progress import progress_of
from requests_intake.services.changes import change_wishes, say_satisfaction, withdraw
from requests_intake.services.research import may_say_research, say_research
from requests_intake.views.secret_link import (
    back_to_status,
    changed_by_link,
    read_by_link,
)
from requests_intake.views.status_page import show_status, wishes_form_of


@read_by_link
def status(request, contact):
    """The promise, what was done, and what can still be changed."""
    return show_status(request, contact)


@changed_by_link
def wishes(request, contact):
    form = wishes_form_of(contact, timezone.now(), request.POST)
    if not form.is_valid():
        return show_status(request, contact, status=422, wishes_form=form)
    change_wishes(request_id=contact.request_id, at=timezone.now(), **form.wishes())
    return back_to_status(contact, "moments")


@changed_by_link
def withdrawal(request, contact):
    """Nothing is asked; pressed twice it is as once."""
    withdraw(request_id=contact.request_id, at=timezone.now())
    return back_to_status(contact)


@changed_by_link
def satisfaction(request, contact):
    form = SatisfactionForm(request.POST)
    if not form.is_valid():
        return show_status(request, contact, status=422, satisfaction_form=form)
    if progress_of(contact.request).closed_reason == "oriented":
        say_satisfaction(request_id=contact.request_id, at=timezone.now(), **form.cleaned_data)
    return back_to_status(contact, "avis")


@changed_by_link
def research(request, contact):
    """Yes or no to being contacted again for a study; asked after a talk, taken back any time."""
    said = request.POST.get("agreed", "")
    if said in {"yes", "no"} and may_say_research(contact.request):
        say_research(
            request_id=contact.request_id,
            agreed=said == "yes",
            how=Heard.PAGE,
            at=timezone.now(),
        )
    return back_to_status(contact, "etude")
