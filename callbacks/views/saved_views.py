"""The views of the queue that somebody keeps."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from callbacks.forms.filters import FilterForm, SavedViewForm, filters_of
from callbacks.models import SavedView
from callbacks.rules import VIEWS_EACH
from callbacks.services.saved_views import (
    TooMany,
    begin_with,
    keep_view,
    let_go,
    may_change,
)
from callbacks.views.answers import SeeOther, see_other
from julien.core.access import requires
from julien.core.numbers import read_number
from julien.core.roles import Can
from julien.core.written import written


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.WORK_QUEUE)
def saved_views(request):
    """All one sees, and keeping the filters that stand in the address under a name."""
    filters = FilterForm(request.GET).filters
    view = SavedView(owner=request.user, query=filters.address())
    may_share = request.user.can(Can.SUPERVISE)
    form = SavedViewForm(request.POST or None, may_share=may_share, instance=view)
    if request.method == "POST" and form.is_valid() and _kept(form):
        messages.success(request, _("Vue « %(name)s » enregistrée.") % {"name": view.name})
        return SeeOther(f"{reverse('callbacks:queue')}?{view.query}")
    return _page(request, form, filters, status=422 if form.is_bound else 200)


def _kept(form):
    try:
        return written(form, lambda: keep_view(form.save(commit=False)))
    except TooMany:
        full = _("Vous gardez déjà %(n)s vues. Retirez-en une d'abord.") % {"n": VIEWS_EACH}
        form.add_error("name", full)


def _page(request, form, filters, *, changed=None, status):
    views = [
        {
            "view": view,
            "words": say_filters(filters_of(view.query)),
            "form": changed
            if changed and changed.instance.pk == view.pk
            else _form_of(view, request),
        }
        for view in SavedView.objects.seen_by(request.user)
    ]
    context = {"form": form, "filters": filters, "words": say_filters(filters), "views": views}
    return render(request, "callbacks/saved_views.html", context, status=status)


def _form_of(view, request):
    """How it can be changed by who looks; None when they cannot."""
    if not may_change(request.user, view):
        return None
    may_share = request.user.can(Can.SUPERVISE)
    return SavedViewForm(may_share=may_share, instance=view, prefix=str(view.pk))


def say_filters(filters):
    """ "En retard · allemand · chez personne"."""
    return " · ".join([str(filters.part.label), *filters.words()])


@require_POST
@requires(Can.WORK_QUEUE)
def change(request, view_id):
    """Another name, shared or not; or gone."""
    view = _view_or_404(request, view_id)
    if not may_change(request.user, view):
        raise PermissionDenied
    if "remove" in request.POST:
        let_go(view)
        messages.success(request, _("Vue « %(name)s » retirée.") % {"name": view.name})
        return see_other("callbacks:saved_views")
    may_share = request.user.can(Can.SUPERVISE)
    form = SavedViewForm(request.POST, may_share=may_share, instance=view, prefix=str(view.pk))
    if not (form.is_valid() and _kept(form)):
        empty = SavedViewForm(may_share=may_share, instance=SavedView(owner=request.user))
        return _page(request, empty, FilterForm({}).filters, changed=form, status=422)
    messages.success(request, _("Vue « %(name)s » enregistrée.") % {"name": view.name})
    return see_other("callbacks:saved_views")


@require_POST
@requires(Can.WORK_QUEUE)
def start(request):
    """With which view the queue opens; without one, with the whole queue."""
    number = read_number(request.POST.get("view", ""))
    view = None if number is None else _view_or_404(request, number)
    begin_with(user=request.user, view=view)
    return see_other("callbacks:saved_views")


def _view_or_404(request, view_id):
    return get_object_or_404(SavedView.objects.seen_by(request.user), pk=view_id)
