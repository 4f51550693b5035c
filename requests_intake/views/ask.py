"""Asking for a call: one page, one sending."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from campaigns.partners.codes import code_in
from campaigns.services.offer import offer_at
from campaigns.statistics.traffic import count_view
from campaigns.views.public import packed
from julien.core.visitor import address_of
from requests_intake.abuse.tally import A_WHILE
from requests_intake.forms.ask import RequestForm
from requests_intake.services.consent import keep_consent_text
from requests_intake.services.places import slots_offered
from requests_intake.services.promises import promised
from requests_intake.services.receive import receive
from requests_intake.services.weighing import weigh
from requests_intake.views.no_desk import needs_desk


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@needs_desk("requests_intake/no_desk.html")
@packed
def ask(request):
    """The form. Sent: 303 to the status page, or 422 or 429 with everything kept."""
    now = timezone.now()
    offer = offer_at(now)
    slots, full = slots_offered(offer, now, promised(offer, now).due_at)
    make = partial(RequestForm, at=now, slots=slots, full=full)
    if "from_language" in request.POST:  # the same page in another language, nothing lost
        return _page(request, make(typed=request.POST), now, 200)
    if request.method == "POST":
        form = make(request.POST)
        return _take(request, form, now) if form.is_valid() else _page(request, form, now, 422)
    count_view(request, "ask")
    return _page(request, make(partner=code_in(request)), now, 200)


def _take(request, form, now):
    ask = form.ask(at=now)
    verdict = weigh(
        signs=form.signs(at=now),
        address=address_of(request),
        phone=ask["phone"],
        words=ask["words"],
    )
    if verdict.is_refused:
        return _page(request, form, now, 429)
    version, text = form.consent
    keep_consent_text(version=version, text=text, at=now)
    token = receive(**ask, suspicion=verdict.suspicion).token
    return HttpResponseRedirect(reverse("intake:status", args=[token]), status=303)


def _page(request, form, now, status):
    context = {
        "form": form,
        "offer": offer_at(now),
        "too_many": status == 429,
    }
    response = render(request, "requests_intake/ask.html", context, status=status)
    if status == 429:
        response.headers["Retry-After"] = str(int(A_WHILE.total_seconds()))
    return response
