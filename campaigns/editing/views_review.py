"""The second reader's page: what changes, what is wrong; then publish or send back."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.editing import drafts, review
from campaigns.editing.checks import problems_of
from campaigns.editing.content import blank_content, content_of
from campaigns.editing.differences import differences
from campaigns.editing.errors import EditingError
from campaigns.editing.forms_steps import PublishForm, WordsForm
from campaigns.editing.reading import beyond_limit, scores_of
from campaigns.editing.sheet import sheet_of
from campaigns.models import Aid, AidDraft
from julien.core.access import requires
from julien.core.moments import say_moment
from julien.core.roles import Can
from julien.staff.acting import only_in_person


@require_safe
@requires(Can.EDIT)
def read(request, draft_id):
    """The draft beside what is public now."""
    return show(request, draft_id)


@require_POST
@only_in_person
@requires(Can.EDIT)
def publish(request, draft_id):
    """Accept it, for now or for a day. In person: two pairs of eyes are two people."""
    form = PublishForm(request.POST)
    if not form.is_valid():
        return show(request, draft_id, publish_form=form, status=422)
    try:
        draft = review.publish(
            draft_id=get_object_or_404(AidDraft, pk=draft_id).pk,
            by=request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )
    except EditingError as problem:
        return show(request, draft_id, publish_form=form, problem=problem, status=409)
    if draft.state == AidDraft.State.SCHEDULED:
        when = say_moment(draft.publish_at)
        messages.success(request, _("Accepté. Publication prévue : %(when)s.") % {"when": when})
        return HttpResponseRedirect(reverse("editing:review", args=[draft.pk]))
    messages.success(request, _("Publié. La page, les listes et la recherche ont changé."))
    return redirect("editing:aid", draft.aid.slug)


@require_POST
@requires(Can.EDIT)
def send_back(request, draft_id):
    """Back to the author, with what is to be changed."""
    return say(request, draft_id, review.send_back, _("Renvoyé avec votre remarque."))


@require_POST
@requires(Can.EDIT)
def remark(request, draft_id):
    """Say something about it; nothing else changes."""
    return say(request, draft_id, review.remark, _("Remarque ajoutée."))


def say(request, draft_id, act, done):
    form = WordsForm(request.POST)
    if not form.is_valid():
        return show(request, draft_id, words_form=form, status=422)
    draft = get_object_or_404(AidDraft, pk=draft_id)
    try:
        act(
            draft_id=draft.pk,
            words=form.cleaned_data["words"],
            by=request.user,
            at=timezone.now(),
        )
    except EditingError as problem:
        return show(request, draft_id, words_form=form, problem=problem, status=409)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("editing:review", args=[draft.pk]))


@require_POST
@requires(Can.EDIT)
def take_back(request, draft_id):
    """Write on; a planned publication does not happen."""
    draft = get_object_or_404(AidDraft, pk=draft_id)
    try:
        drafts.take_back(draft_id=draft.pk, by=request.user, at=timezone.now())
    except EditingError as problem:
        return show(request, draft_id, problem=problem, status=409)
    return redirect("editing:writing", draft.pk)


def show(request, draft_id, *, publish_form=None, words_form=None, problem=None, status=200):
    draft = get_object_or_404(AidDraft.objects.for_list(), pk=draft_id)
    public = public_content(draft)
    open_one = draft.state in AidDraft.OPEN
    context = {
        "draft": draft,
        "is_new": draft.aid_id is None,
        "changes": differences(public, draft.content) if open_one else [],
        "problems": problems_of(draft, at=timezone.now()) if open_one else [],
        "hard": beyond_limit(draft.content),
        "scores": scores_of(draft.content),
        "moved": open_one and draft.base is not None and public != draft.base.content,
        "parts": [(part, None) for part in sheet_of(draft.content)] if open_one else [],
        "moves": draft.moves.select_related("by"),
        "own": request.user.pk in (draft.submitted_by_id, draft.written_by_id),
        "publish_form": publish_form or PublishForm(label_suffix=""),
        "words_form": words_form or WordsForm(label_suffix=""),
        "problem": problem,
    }
    return render(request, "campaigns/editing/review.html", context, status=status)


def public_content(draft):
    """What residents read now; nothing for an aid that does not exist yet."""
    if draft.aid_id is None:
        blank = blank_content(today=timezone.localdate())
        return blank | {"checked_on": "", "confidence": ""}
    return content_of(Aid.objects.for_detail().get(pk=draft.aid_id))
