"""The places where people are met, for supervisors."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from callbacks.forms.meeting import PlaceForm
from callbacks.models import MeetingPlace
from callbacks.services.meeting_places import save_place
from callbacks.views.answers import see_other
from julien.core.access import requires
from julien.core.roles import Can
from julien.core.written import written


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.SUPERVISE)
def places(request):
    """All of them, and a new one."""
    form = PlaceForm(request.POST or None)
    return _save(request, form) or _page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.SUPERVISE)
def place(request, place_id):
    """One of them, to correct or put aside."""
    one = get_object_or_404(MeetingPlace, pk=place_id)
    form = PlaceForm(request.POST or None, instance=one)
    return _save(request, form) or _page(request, form)


def _save(request, form):
    if not (form.is_valid() and written(form, lambda: _stored(form))):
        return None
    messages.success(request, _("Lieu enregistré : %(name)s.") % {"name": form.instance.name})
    return see_other("callbacks:meeting_places")


def _stored(form):
    retired = form.cleaned_data.get("retired", False)
    save_place(place=form.instance, on=timezone.localdate(), retired=retired)


def _page(request, form):
    context = {"form": form, "places": MeetingPlace.objects.order_by("retired_on", "name")}
    status = 422 if form.is_bound else 200
    return render(request, "callbacks/meeting_places.html", context, status=status)
