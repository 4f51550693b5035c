"""The list everybody works from."""

from uuid import uuid4

from django.http import QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from callbacks.board import EMPTY, EMPTY_FILTERED, margin, rows
from callbacks.forms.filters import asked
from callbacks.forms.search import empty_field
from callbacks.head import index_order
from callbacks.services.fill import catch_up
from callbacks.services.saved_views import views_of
from julien.core.access import requires
from julien.core.roles import Can


@require_safe
@requires(Can.WORK_QUEUE)
def queue(request):
    """Everybody who waits, in working order. Reading it fills it.

    Without a word in the address it opens with the view somebody begins with.
    """
    now = timezone.now()
    views = views_of(request.user)
    filters, fields, is_wrong = _asked(request, views)
    after = request.GET.get("apres", "").upper()
    with index_order():
        catch_up(at=now)
        page, more = rows(filters, request.user, now, after=after)
        counts = margin(request.user, now)
    context = {
        "rows": page,
        "after": more,
        "part": filters.part,
        "margin": counts,
        "empty": EMPTY_FILTERED if filters.chosen else EMPTY[filters.part],
        "press": uuid4(),
        "search_field": empty_field(),
        "filter_fields": fields,
        "filters_wrong": is_wrong,
        "filters": filters,
        "views": views,
        "view": next((view for view in views if view.query == filters.address()), None),
    }
    return render(request, "callbacks/queue.html", context)


def _asked(request, views):
    """What the address asks; the view one begins with, when it says nothing."""
    start = next((view for view in views if view.is_start), None)
    if start and not request.GET:
        return asked(QueryDict(start.query))
    return asked(request.GET)
