"""What the status page shows. Nothing personal."""

from datetime import timedelta

from django.shortcuts import render
from django.utils import timezone

from campaigns.services.offer import AFTER, offer_at
from requests_intake.forms.afterwards import SatisfactionForm, WishesForm
from requests_intake.models import ResearchAgreement
from requests_intake.progress import Progress, progress_of
from requests_intake.services.places import missed_wish, slots_offered
from requests_intake.services.research import may_say_research, research_text
from requests_intake.services.wishes import come_too_late, say_wishes

A_WEEK = timedelta(days=7)
# States whose sentence is not the promise; it then stands among the steps.
OTHER_SENTENCE = ("appointed", "interviewing", "blocked", "closed")


def show_status(request, contact, *, status=200, wishes_form=None, satisfaction_form=None):
    """The page of one link; a form that was filled in wrongly is shown again."""
    now = timezone.now()
    asked, offer = contact.request, offer_at(now)
    context = {
        **_story(contact, now),
        "contact": contact,
        "asked": asked,
        "wishes": say_wishes(asked),
        "missed_wish": contact.may_manage and missed_wish(asked, now),
        "wish_too_late": contact.may_manage and come_too_late(asked, now),
        "campaign_is_over": offer.phase == AFTER and asked.campaign_id is not None,
        "voice_number": offer.voice_number,
        "sms_number": offer.sms_number,
        "wishes_form": wishes_form or wishes_form_of(contact, now),
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


def wishes_form_of(contact, now, data=None):
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
