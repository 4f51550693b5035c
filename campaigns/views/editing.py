"""The editors' first working screen."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campaigns.catalogue.worklist import worklist
from campaigns.models import CatalogueImport
from julien.core.access import requires
from julien.core.roles import Can


@require_safe
@requires(Can.EDIT)
def home(request):
    """Every aid with how sure it is, what is to verify and when it is to be looked at again."""
    context = {
        "work": worklist(today=timezone.localdate()),
        "last_import": CatalogueImport.objects.first(),
    }
    return render(request, "campaigns/editing_home.html", context)
