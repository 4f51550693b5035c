"""Finding a request again. By POST: nothing personal stands in an address."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from callbacks.forms.search import SearchForm
from callbacks.history import outcome_of
from callbacks.rules import SEARCH_PAGE
from callbacks.services.finding import search
from callbacks.views.answers import see_other
from julien.audit.services import record_reads
from julien.core.access import requires
from julien.core.roles import Can


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.WORK_QUEUE)
def search_requests(request):
    """One hit opens at once; several are listed, and each look is recorded."""
    form = SearchForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"form": form, "found": [], "searched": False}
        return render(
            request, "callbacks/search.html", context, status=422 if form.is_bound else 200
        )
    found = search(form.cleaned_data["q"], at=timezone.now(), limit=SEARCH_PAGE)
    if len(found) == 1:
        return see_other("callbacks:call", found[0].request.reference)
    people = [callback.request_id for callback in found]
    record_reads(people, what="request", by=request.user, page="callbacks:search")
    hits = [{"callback": one, "demand": one.request, "outcome": outcome_of(one)} for one in found]
    context = {"form": form, "found": hits, "searched": True}
    return render(request, "callbacks/search.html", context)
