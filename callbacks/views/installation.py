"""How the installation is, for who operates it."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from callbacks.installation import installation_sheet
from julien.core.access import requires
from julien.core.roles import Can


@require_safe
@requires(Can.SUPERVISE, Can.ADMINISTER)
def installation(request):
    """Each part, what is usual, the last run of each job. Names nobody."""
    return render(request, "callbacks/installation.html", installation_sheet(timezone.now()))
