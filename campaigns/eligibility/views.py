"""The self-check: answers come in, results go out, nothing stays."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from campaigns.eligibility.answers import read_answers
from campaigns.eligibility.checking import asked, outcome_of
from campaigns.services.offer import offer_at
from campaigns.statistics.traffic import count_view
from campaigns.views.public import confide, day_ends, kept


@csrf_exempt
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@kept(day_ends)  # the questions; campaigns.stored keeps no answer to a POST
def check(request):
    """The questions; after a POST the results beside them. The answers live in this call only."""
    count_view(request, "check")
    answers = read_answers(dict(request.POST.lists()))
    sent = request.method == "POST"
    context = {
        "asked": asked(answers),
        "outcome": outcome_of(answers, get_language()) if sent else None,
        "offer": offer_at(timezone.now()),
    }
    response = render(request, "campaigns/check.html", context)
    if sent:
        return confide(response)
    response.headers["Cache-Control"] = "no-store"  # going back finds no answers filled in again
    return response
