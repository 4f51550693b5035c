"""The page open in front of the caller: whom to call, what to say, what came of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from callbacks.forms.result import ResultForm
from callbacks.lists import say_closing
from callbacks.results import Result
from callbacks.services.attempts import ResultRefused, record_result, start_attempt
from callbacks.services.queue import renew
from callbacks.sheet import call_sheet
from callbacks.states import State
from callbacks.views.answers import CONFLICTS, conflict, find_or_404, see_other
from julien.audit.services import record_read
from julien.core.access import requires
from julien.core.moments import say_moment
from julien.core.roles import Can


@require_safe
@requires(Can.WORK_QUEUE)
def call(request, reference):
    """The record of one request. Opening what one holds is activity: the lease starts again."""
    callback = find_or_404(reference)
    if callback.request.erased_at:
        return render(request, "callbacks/erased.html", {"demand": callback.request})
    if renew(callback_id=callback.pk, by=request.user, at=timezone.now()):
        callback.refresh_from_db(fields=["lease_until"])
    return call_page(request, callback)


def call_page(request, callback, *, status=200, **forms):
    """The call page, with what was typed in `forms` when it comes back. The look is recorded."""
    page = request.resolver_match.view_name
    record_read(person_id=callback.request_id, what="request", by=request.user, page=page)
    sheet = call_sheet(callback, request.user, timezone.now(), **forms)
    return render(request, "callbacks/call.html", sheet, status=status)


@require_POST
@requires(Can.WORK_QUEUE)
def dial(request, reference):
    """The caller dials now."""
    callback = find_or_404(reference)
    try:
        start_attempt(callback_id=callback.pk, by=request.user, at=timezone.now())
    except CONFLICTS as problem:
        return conflict(request, reference, problem)
    if not request.accepts("text/html"):
        return HttpResponse(status=204)
    return see_other("callbacks:call", reference)


@require_POST
@requires(Can.WORK_QUEUE)
def results(request, reference):
    """Note what came of the call, then go where it leads."""
    callback = find_or_404(reference)
    form = ResultForm(request.POST)
    if not form.is_valid():
        return call_page(request, callback, result_form=form, status=422)
    try:
        noted = record_result(
            callback_id=callback.pk, by=request.user, at=timezone.now(), **form.cleaned_data
        )
    except ResultRefused as refused:
        form.add_error(refused.field, refused.sentence)
        return call_page(request, callback, result_form=form, status=422)
    except CONFLICTS as problem:
        return conflict(request, reference, problem, kept=form.cleaned_data["note"])
    return _onward(request, noted, reference)


def _onward(request, callback, reference):
    if callback.claimed_by not in {None, request.user}:
        kept = _("Votre appel est noté. %(name)s a repris ce rappel entre-temps : voyez ensemble.")
        messages.success(request, kept % {"name": callback.claimed_by})
        return see_other("callbacks:call", reference)
    if callback.state == State.INTERVIEWING:
        return see_other("callbacks:interview", reference)
    messages.success(request, _say_next(callback))
    return see_other("callbacks:queue")


def _say_next(callback):
    """What happens now, in one sentence."""
    if callback.state == State.CLOSED:
        reason = say_closing(callback.closed_reason)
        return _("Noté. Rappel clos : %(reason)s.") % {"reason": reason}
    if callback.state == State.APPOINTED:
        when = say_moment(callback.visible_from)
        return _("Noté. Rendez-vous : %(when)s. La promesse reste affichée.") % {"when": when}
    if callback.state == State.WAITING:
        return _("Noté. Prochain essai : %(when)s.") % {"when": say_moment(callback.visible_from)}
    if callback.state == State.BLOCKED:
        return _("Noté. Une personne responsable décide de la suite.")
    if callback.moves.latest("at", "pk").why == Result.LANGUAGE_BARRIER:
        return _("Noté. Le rappel revient à quelqu'un qui parle cette langue.")
    return _("Noté. Le rappel est de nouveau dans la file.")
