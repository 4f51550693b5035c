"""What supervisors decide on the call page."""

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from callbacks.forms.supervision import CloseForm, RequeueForm
from callbacks.services.supervision import accept, close_by_hand, reject, requeue
from callbacks.views.answers import CONFLICTS, conflict, find_or_404, see_other
from callbacks.views.call import call_page
from julien.core.access import requires
from julien.core.roles import Can
from requests_intake.services.numbers import NumberHasRequest


@require_POST
@requires(Can.SUPERVISE)
def unblock(request, reference):
    """Back to the queue, with a corrected number or language."""
    callback = find_or_404(reference)
    form = RequeueForm(request.POST)
    if not form.is_valid():
        return call_page(request, callback, requeue_form=form, status=422)
    try:
        requeue(callback_id=callback.pk, by=request.user, at=timezone.now(), **form.cleaned_data)
    except NumberHasRequest as other:
        taken = _("Ce numéro a déjà une demande ouverte : %(ref)s. Close celle-ci en doublon.")
        form.add_error("phone", taken % {"ref": other.request.reference})
        return call_page(request, callback, requeue_form=form, status=422)
    except CONFLICTS as problem:
        return conflict(request, reference, problem)
    messages.success(request, _("Rappel remis dans la file, avec sa promesse."))
    return see_other("callbacks:call", reference)


@require_POST
@requires(Can.SUPERVISE)
def close(request, reference):
    """Close what is blocked, with a reason."""
    callback = find_or_404(reference)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return call_page(request, callback, close_form=form, status=422)
    reason = form.cleaned_data["reason"]
    return _decide(request, reference, close_by_hand, _("Rappel clos."), reason=reason)


@require_POST
@requires(Can.SUPERVISE)
def check(request, reference):
    """A held back entry: let it in (accepter), or not (rejeter)."""
    if request.POST.get("decision") == "rejeter":
        return _decide(request, reference, reject, _("Entrée rejetée."))
    return _decide(request, reference, accept, _("Entrée acceptée : elle est dans la file."))


def _decide(request, reference, service, done, **how):
    callback = find_or_404(reference)
    try:
        service(callback_id=callback.pk, by=request.user, at=timezone.now(), **how)
    except CONFLICTS as problem:
        return conflict(request, reference, problem)
    messages.success(request, done)
    return see_other("callbacks:call", reference)
