"""What people ask about their data, or complain of: noting it, doing it, and the register."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from callbacks.forms.rights import AnswerForm, CorrectionForm, NoteForm, ResearchForm, SettleForm
from callbacks.rights import register_sheet, rights_sheet
from callbacks.services.restricting import restrict, use_again
from callbacks.views.answers import conflict, find_or_404, see_other
from julien.audit.services import record_read
from julien.core.access import requires
from julien.core.roles import Can
from julien.staff.recently import recently_confirmed
from requests_intake.models import RightsRequest
from requests_intake.services.correction import correct
from requests_intake.services.numbers import NumberHasRequest
from requests_intake.services.research import say_research
from requests_intake.services.rights import (
    NotAnswered,
    Settled,
    answer_complaint,
    note_right,
    settle_right,
    take_right,
)

# Two forms of the page ask how the person said it.
STUDY_IDS = "etude_%s"


@require_safe
@requires(Can.SUPERVISE)
def register(request):
    """All that is open, the first due on top, and what came of the rest. No name, no number."""
    return render(request, "callbacks/rights_register.html", register_sheet(today=_today()))


@require_safe
@requires(Can.WORK_QUEUE)
def rights(request, reference):
    """What this person asked about their data, and what can be noted or done."""
    return _page(request, _record(reference))


def _page(request, callback, *, status=200, note=None, research=None, **sent):
    page = request.resolver_match.view_name
    record_read(person_id=callback.request_id, what="rights", by=request.user, page=page)
    forms = {
        "note": note or NoteForm(),
        "research": research or ResearchForm(auto_id=STUDY_IDS),
        "settling": None,
        "supervises": request.user.can(Can.SUPERVISE),
    }
    sheet = rights_sheet(callback.request, today=_today(), **(forms | sent))
    return render(request, "callbacks/rights.html", sheet, status=status)


@require_POST
@requires(Can.WORK_QUEUE)
def note_one(request, reference):
    callback = _record(reference)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, callback, note=form, status=422)
    note_right(request_id=callback.request_id, by=request.user, **form.cleaned_data)
    messages.success(request, _("Noté au registre. Une personne responsable s'en occupe."))
    return see_other("callbacks:rights", reference)


@require_POST
@requires(Can.SUPERVISE)
def settle_one(request, reference, line_id):
    """Somebody sees to it, it is done, or it is refused."""
    callback = _record(reference)
    form = SettleForm(request.POST)
    if not form.is_valid():
        return _page(request, callback, settling=(line_id, form), status=422)
    try:
        _settle(form, line_id, callback.request_id, request.user)
    except RightsRequest.DoesNotExist:
        raise Http404 from None
    except Settled:
        messages.error(request, _("Quelqu'un l'a déjà réglé. Rien n'a changé."))
    except NotAnswered:
        messages.error(request, _("Notez d'abord ce qui a été répondu à la personne."))
    return see_other("callbacks:rights", reference)


@require_POST
@requires(Can.SUPERVISE)
def answer_one(request, reference, line_id):
    """What was answered to a complaint; it stays open until it is closed."""
    callback = _record(reference)
    line = get_object_or_404(RightsRequest, pk=line_id, request=callback.request)
    form = AnswerForm(request.POST, line=line)
    if not form.is_valid():
        return _page(request, callback, answering=form, status=422)
    which = {"line_id": line_id, "request_id": callback.request_id, "by": request.user}
    try:
        answer_complaint(**which, **form.cleaned_data)
    except RightsRequest.DoesNotExist:
        raise Http404 from None
    except Settled:
        messages.error(request, _("Quelqu'un l'a déjà réglé. Rien n'a changé."))
    else:
        messages.success(request, _("Réponse notée. Fermez la réclamation quand tout est dit."))
    return see_other("callbacks:rights", reference)


def _settle(form, line_id, request_id, by):
    which = {"line_id": line_id, "request_id": request_id, "by": by}
    if form.cleaned_data["outcome"] == SettleForm.MINE:
        return take_right(**which)
    why = form.cleaned_data["refused_because"]
    why = why if form.cleaned_data["outcome"] == SettleForm.REFUSED else ""
    return settle_right(**which, at=timezone.now(), refused_because=why)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.SUPERVISE)
@recently_confirmed
def correction(request, reference):
    """Write what is right over what is wrong."""
    callback = _record(reference)
    form = CorrectionForm(request.POST or None, request=callback.request)
    if not form.is_valid():
        page = request.resolver_match.view_name
        record_read(person_id=callback.request_id, what="rights", by=request.user, page=page)
        context = {"demand": callback.request, "callback": callback, "form": form}
        status = 422 if form.is_bound else 200
        return render(request, "callbacks/rights_correction.html", context, status=status)
    how = {"by": request.user, "at": timezone.now(), **form.corrections()}
    try:
        changed = correct(request_id=callback.request_id, **how)
    except NumberHasRequest as problem:
        return conflict(request, reference, problem)
    done = _("Corrigé. Dites à la personne que c'est fait.")
    messages.success(request, done if changed else _("Rien n'était différent : rien n'a changé."))
    return see_other("callbacks:rights", reference)


@require_POST
@requires(Can.WORK_QUEUE)
def research_one(request, reference):
    """The person's word on being contacted again for a study."""
    callback = _record(reference)
    form = ResearchForm(request.POST, auto_id=STUDY_IDS)
    if not form.is_valid():
        return _page(request, callback, research=form, status=422)
    how = {"by": request.user, "at": timezone.now(), **form.cleaned_data}
    say_research(request_id=callback.request_id, **how)
    messages.success(request, _("Réponse notée. Elle ne change rien d'autre."))
    return see_other("callbacks:rights", reference)


@require_POST
@requires(Can.SUPERVISE)
@recently_confirmed
def use_one(request, reference):
    """End the use of the data, or begin it again."""
    callback = _record(reference)
    if "again" in request.POST:
        if use_again(request_id=callback.request_id):
            messages.success(request, _("La demande peut de nouveau être ouverte."))
    elif restrict(request_id=callback.request_id, by=request.user, at=timezone.now()):
        messages.success(request, _("L'usage est arrêté : personne n'ouvre plus cette demande."))
    return see_other("callbacks:rights", reference)


def _record(reference):
    """The callback of a reference, also of one that nobody may open any more. 404 once erased."""
    callback = find_or_404(reference, in_use=False)
    if callback.request.erased_at:
        raise Http404
    return callback


def _today():
    return timezone.localdate()
