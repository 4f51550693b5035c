"""The list everybody works from."""

from uuid import uuid4

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from callbacks.board import EMPTY, Shown, margin, rows
from callbacks.forms.search import SearchForm
from callbacks.head import index_order
from callbacks.services.fill import catch_up
from julien.core.access import requires
from julien.core.roles import Can


@require_safe
@never_cache
@requires(Can.WORK_QUEUE)
def queue(request):
    """Everybody who waits, in working order. Reading it fills it."""
    now = timezone.now()
    catch_up(at=now)
    asked = request.GET.get("voir", "")
    part = Shown(asked) if asked in Shown.values else Shown.ALL
    with index_order():
        page, after = rows(part, request.user, now, after=request.GET.get("apres", "").upper())
        counts = margin(request.user, now)
    context = {
        "rows": page,
        "after": after,
        "part": part,
        "margin": counts,
        "empty": EMPTY[part],
        "now": now,
        "press": uuid4(),
        "search_form": SearchForm(),
    }
    return render(request, "callbacks/queue.html", context)
