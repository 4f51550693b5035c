"""The list everybody works from."""

from uuid import uuid4

from django.http import QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from callbacks.board import EMPTY, EMPTY_FILTERED, margin, rows
from callbacks.forms.filters import FilterForm
from callbacks.forms.search import SearchForm
from callbacks.head import index_order
from callbacks.models import SavedView
from callbacks.services.fill import catch_up
from julien.core.access import requires
from julien.core.roles import Can


@require_safe
@requires(Can.WORK_QUEUE)
def queue(request):
    """Everybody who waits, in working order. Reading it fills it.

    Without a word in the address it opens with the view somebody begins with.
    """
    now = timezone.now()
    views = list(SavedView.objects.seen_by(request.user))
    form = _asked(request, views)
    filters = form.filters
    catch_up(at=now)
    where, after = filters.where(request.user, now), request.GET.get("apres", "").upper()
    with index_order():
        page, more = rows(filters.part, request.user, now, where=where, after=after)
        counts = margin(request.user, now)
    context = {
        "rows": page,
        "after": more,
        "part": filters.part,
        "margin": counts,
        "empty": EMPTY_FILTERED if filters.chosen else EMPTY[filters.part],
        "now": now,
        "press": uuid4(),
        "search_form": SearchForm(),
        "filter_form": form,
        "filters": filters,
        "views": views,
        "view": next((view for view in views if view.query == filters.address()), None),
    }
    return render(request, "callbacks/queue.html", context)


def _asked(request, views):
    """The filters of the address; of the view one begins with when it says nothing."""
    start = next((view for view in views if view.is_start), None)
    if start and not request.GET:
        return FilterForm(QueryDict(start.query))
    return FilterForm(request.GET)
