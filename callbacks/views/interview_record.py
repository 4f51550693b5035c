"""A signed interview: read, printed, corrected with its trace."""

import json
import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from callbacks.forms.interview_amend import AmendForm
from callbacks.forms.interview_sheet import Sheet
from callbacks.models import Interview
from callbacks.rules import RECAP_READABLE
from callbacks.services.interview_answers import read_answers
from callbacks.services.interview_lengths import lengths_of
from callbacks.services.interview_recap import recap_text
from callbacks.services.interview_words import CLOSED, in_words
from callbacks.services.interviews import InterviewError, amend_interview
from callbacks.services.recap_by_sms import RecapRefused, send_recap, why_no_sms
from callbacks.views.answers import see_other
from callbacks.views.interview_saving import (
    Kept,
    get_interview,
    not_kept,
    note_look,
    read_revision,
    read_tab,
    show_sheet,
    to_read_again,
    why_not,
)
from julien.core.access import requires
from julien.core.roles import Can
from requests_intake.services.messages import spoken

ONLY_THEIRS = gettext_lazy("enregistrée, lisible seulement pour qui tient l'entretien")


def show_record(request, reference):
    """The interview in words, with its corrections."""
    interview = get_interview(request, reference)
    note_look(request, interview)
    closed = CLOSED if interview.state == Interview.State.SIGNED else ONLY_THEIRS
    words = in_words(read_answers(interview), closed=closed)
    recap = words.popitem()[1]
    context = {
        "interview": interview,
        "news": getattr(interview, "news", None),
        "reference": reference,
        "words": words,
        "recap": recap,
        "written_in": spoken(interview.callback.request.language),
        "no_sms": why_no_sms(interview.callback.request),
        "readable": RECAP_READABLE.days,
        "lengths": lengths_of(interview),
        "amendments": [
            {"made": made, "changes": json.loads(made.changes)}
            for made in interview.amendments.select_related("by")
        ],
    }
    return render(request, "callbacks/interview_record.html", context)


@require_safe
@requires(Can.WORK_QUEUE)
def recap(request, reference):
    """The recap alone, to print and hand over."""
    interview = get_interview(request, reference)
    note_look(request, interview)
    text = interview.recap or recap_text(interview)
    written_in = spoken(interview.callback.request.language)
    context = {"text": text, "written_in": written_in, "reference": reference}
    return render(request, "callbacks/interview_recap.html", context)


@require_POST
@requires(Can.WORK_QUEUE)
def send_one(request, reference):
    """Send the person a link to their recap."""
    interview = get_interview(request, reference)
    try:
        send_recap(interview_id=interview.pk, by=request.user, at=timezone.now())
        messages.success(request, _("Un SMS avec un lien vers le récapitulatif est en route."))
    except RecapRefused as refused:
        messages.warning(request, refused.sentence)
    except InterviewError as problem:
        messages.warning(request, why_not(problem))
    return see_other("callbacks:interview", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.WORK_QUEUE)
def amend(request, reference):
    """The signed sheet, open for a correction that says why. Adding a row saves nothing yet."""
    interview = get_interview(request, reference)
    if interview.state != Interview.State.SIGNED:
        return redirect("callbacks:interview", reference)
    typed = request.POST if request.method == "POST" else None
    add, remove = request.POST.get("add_aid"), request.POST.get("remove_aid")
    kept = Kept(Sheet(interview, typed, add=add, remove=remove), interview)
    if typed is None or {"more", "remove_aid"} & typed.keys():
        form = AmendForm(initial={"why": request.POST.get("why", "")})
        return show_sheet(request, kept, amend=form, tab=uuid.uuid4().hex)
    form = AmendForm(typed)
    if form.is_valid() and not kept.sheet.errors:
        if again := to_read_again(request, kept.sheet, form):
            return show_sheet(request, kept, amend=form, reread=again, status=422)
        return _amend(request, kept, form)
    return show_sheet(request, kept, amend=form, status=422)


def _amend(request, kept, form):
    try:
        made = amend_interview(
            interview_id=kept.interview.pk,
            by=request.user,
            why=form.cleaned_data["why"],
            revision=read_revision(request),
            tab=read_tab(request),
            answers=kept.sheet.answers(),
            at=timezone.now(),
        )
    except InterviewError as problem:
        kept.problem = problem
        kept.interview = getattr(problem, "interview", kept.interview)
        return not_kept(request, kept, amend=form)
    said = _("Correction enregistrée.") if made else _("Rien n'a changé.")
    messages.success(request, said)
    return see_other("callbacks:interview", kept.interview.callback.request.reference)
