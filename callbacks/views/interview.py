"""The orientation interview: the sheet one fills while talking. Each button has its address."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from callbacks.forms.interview_sheet import Sheet
from callbacks.models import Callback, Interview
from callbacks.services.interviews import (
    InterviewError,
    NotHolder,
    end_call,
    may_open,
    open_interview,
    sign_interview,
    write_recap,
)
from callbacks.services.profiles import open_profile
from callbacks.views.answers import SeeOther
from callbacks.views.interview_record import show_record
from callbacks.views.interview_saving import (
    Kept,
    as_json,
    keep,
    not_kept,
    show_sheet,
    to_read_again,
)
from julien.core.access import requires
from julien.core.roles import Can


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.WORK_QUEUE)
def interview(request, reference):
    """The sheet; once signed, the record. POST keeps what is on the page."""
    if request.method == "POST":
        return _save(request, reference)
    callback = get_object_or_404(Callback, request__reference=reference)
    held = Interview.objects.filter(callback=callback).select_related("caller").first()
    if held and held.state == Interview.State.SIGNED:
        return show_record(request, reference)
    try:
        opened = open_interview(callback_id=callback.pk, by=request.user, at=timezone.now())
    except InterviewError as problem:
        return _not_open(request, reference, held, problem)
    sheet = Sheet(opened, profile=open_profile(opened, by=request.user))
    return show_sheet(request, Kept(sheet, opened), tab=uuid.uuid4().hex)


def _not_open(request, reference, held, problem):
    """A draft that cannot be written now is read by those who may; else back to the call."""
    if held and may_open(request.user, held):
        return show_record(request, reference)
    if isinstance(problem, NotHolder):
        raise PermissionDenied from problem
    messages.info(request, _("L'entretien s'ouvre quand la personne est jointe."))
    return redirect("callbacks:call", reference)


def _save(request, reference):
    kept = keep(request, reference)
    if request.accepts("text/html"):
        return not_kept(request, kept) if kept.status != 200 else to_sheet(reference)
    return as_json(kept)


@require_POST
@requires(Can.WORK_QUEUE)
def add_aid(request, reference):
    """Put one more aid on the sheet."""
    added = request.POST.get("add_aid", "")
    kept = keep(request, reference, add=added)
    if kept.status != 200:
        return not_kept(request, kept)
    return to_sheet(reference, f"aide-{added}" if added.isdecimal() else "aides")


@require_POST
@requires(Can.WORK_QUEUE)
def remove_aid(request, reference):
    """Take an aid off the sheet, with what was said about it."""
    kept = keep(request, reference, remove=request.POST.get("remove_aid", ""))
    return not_kept(request, kept) if kept.status != 200 else to_sheet(reference, "aides")


@require_POST
@requires(Can.WORK_QUEUE)
def hang_up(request, reference):
    """The phone is down; the sheet stays open."""
    kept = keep(request, reference)
    if kept.status != 200:
        return not_kept(request, kept)
    end_call(interview_id=kept.interview.pk, by=request.user, at=timezone.now())
    return to_sheet(reference)


@require_POST
@requires(Can.WORK_QUEUE)
def propose_recap(request, reference):
    """Write the recap from the sheet."""
    kept = keep(request, reference)
    if kept.status != 200:
        return not_kept(request, kept)
    write_recap(interview_id=kept.interview.pk, by=request.user, at=timezone.now())
    return to_sheet(reference, "recapitulatif")


@require_POST
@requires(Can.WORK_QUEUE)
def sign(request, reference):
    """Keep the sheet and sign it. A second press finds it signed, and says so calmly.

    Words that say too much are kept, and asked about before: read them again, or leave them so.
    """
    kept = keep(request, reference)
    if kept.is_signed_by(request.user):
        return to_sheet(reference)
    if kept.status != 200:
        return not_kept(request, kept)
    if again := to_read_again(request, kept.sheet):
        return show_sheet(request, kept, reread=again, status=422)
    sign_interview(interview_id=kept.interview.pk, by=request.user, at=timezone.now())
    messages.success(request, _("Entretien signé. Le rappel est clos."))
    return to_sheet(reference)


def to_sheet(reference, place=""):
    """Back to the sheet, at the same place."""
    address = reverse("callbacks:interview", args=[reference])
    return SeeOther(f"{address}#{place}" if place else address)
