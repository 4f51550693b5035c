"""One person who asked twice, two persons on one phone: said by the team, and taken back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from callbacks.forms.duplicates import MergeForm, SplitForm
from callbacks.models import Merge
from callbacks.services.merging import (
    MergeRefused,
    NotSplittable,
    merge,
    split,
    undo_merge,
)
from callbacks.views.answers import CONFLICTS, conflict, find_or_404, see_other
from callbacks.views.call import call_page
from julien.core.access import requires
from julien.core.moments import say_moment
from julien.core.numbers import read_number
from julien.core.roles import Can
from requests_intake.services.numbers import NumberHasRequest

REFUSED = (*CONFLICTS, MergeRefused, NumberHasRequest)


@require_POST
@requires(Can.WORK_QUEUE)
def merge_two(request, reference):
    """This one and the other named in the form are one person's."""
    callback = find_or_404(reference)
    form = MergeForm(request.POST)
    if not form.is_valid():
        return call_page(request, callback, merge_form=form, status=422)
    other = find_or_404(form.cleaned_data["other"])
    number_of = {reference: callback.pk, other.request.reference: other.pk}
    try:
        done = merge(
            callback_id=callback.pk,
            other_id=other.pk,
            number_of=number_of.get(form.cleaned_data["number_of"]),
            by=request.user,
            at=timezone.now(),
        )
    except REFUSED as problem:
        return conflict(request, reference, problem)
    until = {"until": say_moment(done.undo_until())}
    messages.success(request, _("Demandes réunies. Annulable jusqu'au %(until)s.") % until)
    return see_other("callbacks:call", done.callback.request.reference)


@require_POST
@requires(Can.WORK_QUEUE)
def undo(request, reference):
    """Take apart the two again."""
    callback = find_or_404(reference)
    done = get_object_or_404(Merge, pk=read_number(request.POST.get("merge", "")))
    if callback.pk not in {done.callback_id, done.duplicate_id}:
        raise Http404
    try:
        undo_merge(merge_id=done.pk, by=request.user, at=timezone.now())
    except REFUSED as problem:
        return conflict(request, reference, problem)
    messages.success(request, _("Réunion annulée : chaque demande a retrouvé ce qui est à elle."))
    return see_other("callbacks:call", reference)


@require_POST
@requires(Can.WORK_QUEUE)
def split_one(request, reference):
    """One contact of this request is another person on the same phone."""
    callback = find_or_404(reference)
    form = SplitForm(request.POST)
    if not form.is_valid():
        raise Http404
    contact_id = form.cleaned_data["contact"]
    now = timezone.now()
    try:
        apart = split(callback_id=callback.pk, contact_id=contact_id, by=request.user, at=now)
    except NotSplittable:
        raise Http404 from None
    except CONFLICTS as problem:
        return conflict(request, reference, problem)
    due = say_moment(apart.due_at)
    messages.success(request, _("Séparé : une demande à part, appel avant %(due)s.") % {"due": due})
    return see_other("callbacks:call", apart.reference)
