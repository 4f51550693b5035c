"""The domains of aids: what they are called, and one more. Only editors read these names."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns.catalogue.categories import known
from campaigns.editing.domains.forms import DomainsForm
from campaigns.editing.domains.saving import save_domains
from julien.core.access import requires
from julien.core.roles import Can


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.EDIT)
def domains(request):
    """All of them; POST keeps the names that were changed, and adds one."""
    form = DomainsForm(request.POST or None, names=known())
    if form.is_valid():
        save_domains(names=form.changed)
        messages.success(request, _("C'est enregistré. Les brouillons le proposent déjà."))
        return HttpResponseRedirect(request.path)
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/editing/domains.html", {"form": form}, status=status)
