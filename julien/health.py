"""Is it alive, is it ready, how is it: for probes, load balancers and monitoring."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def healthz(request):
    """The process answers. Nothing else is touched: restarting us would mend nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


app_name = "health"
urlpatterns = [path("healthz", healthz, name="healthz")]
