"""Is it alive, is it ready, how is it: for probes, load balancers and monitoring."""

import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from callbacks.models import Callback
from julien import __version__
from julien.core.parts import try_parts


@login_not_required
@require_safe
def healthz(request):
    """The process answers. Nothing else is touched: restarting us would mend nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request):
    """200 when pages can be served: the database answers and has our tables.

    Redis is told but not needed: without it pages, intake and queue work, and the sweeps of
    julien/schedule.py catch up once it is back.
    """
    parts = try_parts()
    ready = all(part.up for part in parts if part.needed)
    told = {part.name: "up" if part.up else "down" for part in parts}
    return JsonResponse({"ready": ready, "parts": told}, status=200 if ready else 503)


@login_not_required
@require_safe
def metrics(request):
    """Prometheus text for who sends `Authorization: Bearer METRICS_TOKEN`; off without a token."""
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "")
    if not secrets.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
        raise PermissionDenied
    return HttpResponse("\n".join(_lines()) + "\n", content_type="text/plain; version=0.0.4")


def _lines():
    parts = try_parts()
    yield f'julien_info{{version="{__version__}"}} 1'
    for part in parts:
        yield f'julien_part_up{{part="{part.name}"}} {int(part.up)}'
    if all(part.up for part in parts if part.needed):
        now = timezone.now()
        yield f"julien_callbacks_open {Callback.objects.open().count()}"
        yield f"julien_callbacks_takeable {Callback.objects.takeable(now).count()}"
        yield f"julien_callbacks_late {Callback.objects.late(now).count()}"


app_name = "health"
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
]
