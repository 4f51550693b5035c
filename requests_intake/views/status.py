"""What became of a request, for whoever holds its link. Nothing personal is shown."""

from datetime import timedelta
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from campaigns.services.offer import AFTER, offer_at
from requests_intake.forms.afterwards import SatisfactionForm, WishesForm
from requests_intake.models import Contact, Heard, ResearchAgreement
from requests_intake.progress import Progress, progress_of
from requests_intake.services.changes import change_wishes, say_satisfaction, withdraw
from requests_intake.services.places import missed_wish, slots_offered
from requests_intake.services.receive import token_lookup
from requests_intake.services.research import (
    may_say_research,
    research_text,
    say_research,
)
from requests_intake.services.wishes import say_wishes
from requests_intake.views.confidential import confidential

A_WEEK = timedelta(days=7)
# States whose sentence is not the promise; it then stands among the steps.
OTHER_SENTENCE = ("appointed", "interviewing", "blocked", "closed")


def with_contact(view):
    """Give the view the Contact of the link; an unknown link gets a page that helps on."""

    @wraps(view)
    def found(request, token):
        rows = Contact.objects.select_related("request")
        contact = rows.filter(token_lookup=token_lookup(token)).first()
        if contact is None:
            return render(request, "requests_intake/unknown_link.html", status=404)
        return view(request, contact)

    return found


def by_its_holder(view):
    """Let only change a request who made it; a visit without sending goes to the status page."""

    @wraps(view)
    def guarded(request, contact):
        if request.method != "POST":
            return redirect("intake:status", contact.token)
        if not contact.may_manage:
            return _page(request, contact, status=403)
        return view(request, contact)

    return guarded


@login_not_required
@require_safe
@confidential
@with_contact
def status(request, contact):
    """The promise, what was done, and what can still be changed."""
    return _page(request, contact)


@csrf_exempt
@login_not_required
@confidential
@with_contact
@by_its_holder
def wishes(request, contact):
    form = _wishes_form(contact, timezone.now(), request.POST)
    if not form.is_valid():
        return _page(request, contact, status=422, wishes_form=form)
    change_wishes(request_id=contact.request_id, at=timezone.now(), **form.wishes())
    return _back(contact, "moments")


@csrf_exempt
@login_not_required
@confidential
@with_contact
@by_its_holder
def withdrawal(request, contact):
    """Nothing is asked; pressed twice it is as once."""
    withdraw(request_id=contact.request_id, at=timezone.now())
    return _back(contact)


@csrf_exempt
@login_not_required
@confidential
@with_contact
@by_its_holder
def satisfaction(request, contact):
    form = SatisfactionForm(request.POST)
    if not form.is_valid():
        return _page(request, contact, status=422, satisfaction_form=form)
    if progress_of(contact.request).closed_reason == "oriented":
        say_satisfaction(request_id=contact.request_id, at=timezone.now(), **form.cleaned_data)
    return _back(contact, "avis")


@csrf_exempt
@login_not_required
@confidential
@with_contact
@by_its_holder
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
    return _back(contact, "etude")


def _back(contact, place=""):
    address = reverse("intake:status", args=[contact.token])
    return HttpResponseRedirect(f"{address}#{place}" if place else address, status=303)


def _page(request, contact, *, status=200, wishes_form=None, satisfaction_form=None):
    now = timezone.now()
    asked, offer = contact.request, offer_at(now)
    context = {
        **_story(contact, now),
        "contact": contact,
        "asked": asked,
        "wishes": say_wishes(asked),
        "missed_wish": contact.may_manage and missed_wish(asked, now),
        "campaign_is_over": offer.phase == AFTER and asked.campaign_id is not None,
        "voice_number": offer.voice_number,
        "sms_number": offer.sms_number,
        "wishes_form": wishes_form or _wishes_form(contact, now),
        "satisfaction_form": satisfaction_form or SatisfactionForm(),
        "has_answered": hasattr(asked, "satisfaction"),
        **_study(contact),
    }
    return render(request, "requests_intake/status.html", context, status=status)


def _study(contact):
    """What the page says about being contacted again for a study; nothing to who only joined."""
    if not contact.may_manage or not may_say_research(contact.request):
        return {"study": None}
    agreement = ResearchAgreement.objects.filter(request=contact.request).first()
    return {"study": {"agreement": agreement, "text": research_text()}}


def _wishes_form(contact, now, data=None):
    """The moments before the promise; after it, those of the week that comes."""
    asked = contact.request
    until = asked.due_at if asked.due_at > now else now + A_WEEK
    slots, full = slots_offered(offer_at(now), now, until, but=asked)
    if missed_wish(asked, now):  # it was full: the choice is open again
        return WishesForm(data, slots=slots, full=full)
    return WishesForm(data, slots=slots, full=full, days=asked.days, windows=asked.windows)


def _story(contact, now):
    """Where the request stands, and which sentence says it."""
    asked, progress = contact.request, _told(contact)
    is_open = asked.closed_at is None and progress.state != "closed"
    promise_is_said = is_open and not progress.tried and progress.state not in OTHER_SENTENCE
    return {
        "received_at": asked.received_at if contact.may_manage else contact.at,
        "progress": progress,
        "is_open": is_open,
        "promise_is_said": promise_is_said,
        "is_late": promise_is_said and asked.due_at < now,
        "new_date": asked.new_date_told if (asked.new_date_told or now) > now else None,
    }


def _told(contact):
    """The Progress this link may see. Who only typed the number learns that we will call."""
    if contact.may_manage:
        return progress_of(contact.request)
    return Progress(state="closed" if contact.request.closed_at else "queued")
