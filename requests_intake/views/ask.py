"""Asking for a call: one page, one sending."""

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
from requests_intake.forms.ask import RequestForm
from requests_intake.services.receive import receive
from requests_intake.windows import offered


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
def ask(request):
    """The form. Sent: 303 to the status page, or 422 with everything kept."""
    now = timezone.now()
    if request.method == "POST":
        form = RequestForm(request.POST)
        if form.is_valid():
            token = receive(**form.ask(at=now)).token
            return HttpResponseRedirect(reverse("intake:status", args=[token]), status=303)
    else:
        form = RequestForm(partner=code_in(request))
        count_view(request, "ask")
    offer = offer_at(now)
    form.offer_windows(offered(offer.hours))
    context = {"form": form, "sms_number": offer.sms_number}
    return render(request, "requests_intake/ask.html", context, status=422 if form.errors else 200)
