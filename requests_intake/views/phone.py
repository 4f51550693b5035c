"""A telephone to play with, in the demo only: one is the resident, the service answers."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from campaigns.services.terms import terms
from julien.core.phone import read_phone
from requests_intake.services.simulated_delivery import (
    deliver,
    held,
    let_go,
    let_go_if_late,
)
from requests_intake.services.simulated_reports import report
from requests_intake.sms.gateways.simulator import Trouble, play, trouble_of
from requests_intake.sms.thread import thread_of
from requests_intake.views.no_desk import needs_desk

# Numbers of nobody: +41 79 555 01 00 to 99. The page's address names only the last two digits.
STEM = "+417955501"
OFFERED = [f"{ending:02d}" for ending in range(20, 30)]
LONGEST = 918  # six parts


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@needs_desk("requests_intake/no_desk.html")
def phone(request):
    """The thread of one number; writing goes the way of every SMS that Twilio delivers."""
    ending = request.POST.get("ligne") or request.GET.get("ligne") or OFFERED[0]
    if not re.fullmatch(r"[0-9]{2}", ending):
        ending = OFFERED[0]
    number = f"{STEM}{ending}"
    if request.method == "POST":
        _write(number, request.POST)
        address = f"{reverse('demo:phone')}?ligne={ending}#telephone"
        return HttpResponseRedirect(address, status=303)
    now = timezone.now()
    let_go_if_late(number, at=now)
    report(at=now)
    context = {
        "ending": ending,
        "troubles": Trouble,
        "trouble": trouble_of(number),
        "lines": [(code, read_phone(f"{STEM}{code}").groups) for code in _lines(ending)],
        "number": number,
        "service": terms().desk.sms_number,
        "thread": thread_of(number, on_its_way=held(number)),
    }
    part = "_thread" if request.GET.get("partie") == "fil" else "phone"
    return render(request, f"requests_intake/{part}.html", context)


def _write(number, sent):
    """One SMS of the person; or, instead, what the operator is to do to this telephone."""
    now = timezone.now()
    if sent.get("operateur") in Trouble.values:
        play(number, sent["operateur"])
        let_go(number, at=now)
        return
    deliver(number, sent.get("texte", "")[:LONGEST], at=now)


def _lines(ending):
    return OFFERED if ending in OFFERED else [ending, *OFFERED]
