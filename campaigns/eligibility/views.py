"""The self-check: answers come in, results go out, nothing stays."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from campaigns.eligibility.answers import read_answers
from campaigns.eligibility.asking import asked_of
from campaigns.eligibility.checking import asked, outcome_of
from campaigns.eligibility.written import questions_now
from campaigns.models import CheckQuestion
from campaigns.services.amounts import amounts_today
from campaigns.services.offer import offer_at
from campaigns.services.terms import rows_of
from campaigns.statistics.traffic import count_view
from campaigns.stored.shelf import version_for
from campaigns.views.public import confide, day_ends, kept


@csrf_exempt
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@kept(day_ends)  # the questions; campaigns.stored keeps no answer to a POST
def check(request):
    """The questions; after a POST the results beside them. The answers live in this call only."""
    count_view(request, "check")
    version, sent = version_for(request), request.method == "POST"
    questions = questions_now(rows_of(CheckQuestion, version))
    answers = read_answers(dict(request.POST.lists()), asked_of(questions))
    amounts = amounts_today(version)
    context = {
        "asked": asked(questions, answers, amounts),
        "outcome": outcome_of(questions, answers, get_language(), amounts) if sent else None,
        "offer": offer_at(timezone.now()),
    }
    response = render(request, "campaigns/check.html", context)
    if sent:
        return confide(response)
    response.headers["Cache-Control"] = "no-store"  # going back finds no answers filled in again
    return response
