"""Who is not there, and when."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from callbacks.absences import coming, say_absence
from callbacks.forms.absence import AbsenceForm
from callbacks.services.absences import NotTheirs, Overlaps, end_absence, enter_absence
from callbacks.views.answers import see_other
from julien.core.access import requires
from julien.core.roles import Can
from julien.staff.models import Absence


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.WORK_QUEUE)
def absences(request):
    """The absences to come, and a new one: one's own, or for a supervisor anybody's."""
    now = timezone.now()
    form = AbsenceForm(request.POST or None, user=request.user, now=now)
    if form.is_valid() and (absence := _enter(form, request.user, now)):
        messages.success(request, _("Noté : %(absence)s.") % {"absence": say_absence(absence)})
        return see_other("callbacks:absences")
    context = {"form": form, "absences": coming(now), "now": now}
    status = 422 if form.is_bound else 200
    return render(request, "callbacks/absences.html", context, status=status)


def _enter(form, by, now):
    """The Absence, or None with the reason on the form."""
    fields = {name: form.cleaned_data[name] for name in ("person", "starts_at", "ends_at")}
    try:
        return enter_absence(**fields, by=by, at=now)
    except Overlaps as overlap:
        known = _("Une absence est déjà notée à ce moment : %(absence)s.")
        form.add_error("first_day", known % {"absence": say_absence(overlap.absence)})


@require_POST
@requires(Can.WORK_QUEUE)
def back(request, absence_id):
    """Back earlier, or not away after all."""
    try:
        end_absence(absence_id=absence_id, by=request.user, at=timezone.now())
    except Absence.DoesNotExist:
        raise Http404 from None
    except NotTheirs:
        raise PermissionDenied from None
    messages.success(request, _("L'absence est terminée, ou retirée."))
    return see_other("callbacks:absences")
