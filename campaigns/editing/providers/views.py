"""The organisations behind the aids: one row each, used by many pages."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.catalogue.pages import cards_of
from campaigns.editing.confirming import (
    Confirmation,
    MovedMeanwhile,
    ask_first,
    changes_of,
    moved_words,
    revision_sent,
)
from campaigns.editing.providers.forms import ProviderForm
from campaigns.editing.providers.saving import remove_provider, save_provider
from campaigns.models import Aid, Provider
from julien.core.access import requires
from julien.core.roles import Can
from julien.core.written import written


@require_safe
@requires(Can.EDIT)
def providers(request):
    rows = Provider.objects.annotate(used=Count("aids")).order_by("name", "pk")
    return render(request, "campaigns/editing/providers.html", {"providers": rows})


@require_http_methods(["GET", "POST"])
@requires(Can.EDIT)
def provider(request, provider_id=None):
    """One organisation, or a new one; every page that shows it is named before."""
    known = get_object_or_404(Provider, pk=provider_id) if provider_id else None
    form = ProviderForm(request.POST or None, instance=known)
    pages = pages_with(known) if known else None
    if request.method == "GET" or "back" in request.POST:
        return show(request, known, form, pages)
    if known and not pages and "remove" in request.POST and remove_provider(provider=known):
        return done(request, _("L'organisme est retiré."))
    if not form.is_valid():
        return show(request, known, form, pages, status=422)
    if "save" not in request.POST:
        title = known.name if known else _("Ajouter un organisme")
        return ask_first(request, Confirmation(title, request.path, changes_of(form), pages or []))
    sent = revision_sent(request)
    try:
        if not written(form, lambda: save_provider(provider=form.instance, revision=sent)):
            return show(request, known, form, pages, status=422)
    except MovedMeanwhile:
        return show(request, known, form, pages, status=409, moved=moved_words())
    return done(request, _("C'est enregistré, et visible sur chaque page qui le nomme."))


def pages_with(provider):
    """(address, title) of the aids of an organisation."""
    aids = Aid.objects.filter(provider=provider).for_list()
    return [(reverse("editing:aid", args=[card.slug]), card.title) for card in cards_of(aids, "fr")]


def show(request, known, form, pages, *, status=200, moved=""):
    fresh = Provider.objects.filter(pk=known.pk).first() if known else None
    context = {
        "title": fresh.name if fresh else _("Ajouter un organisme"),
        "list_address": reverse("editing:providers"),
        "list_title": _("Organismes"),
        "form": form,
        "revision": fresh.revision if fresh else 0,
        "moved": moved,
        "pages": pages,
        "may_remove": known is not None and not pages,
    }
    return render(request, "campaigns/editing/register_form.html", context, status=status)


def done(request, words):
    messages.success(request, words)
    return HttpResponseRedirect(reverse("editing:providers"))
