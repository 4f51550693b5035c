"""One aid as its editors see it: who looks after it, its drafts, its versions, its end."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.catalogue.importing import REVIEW_AFTER
from campaigns.editing import drafts, following
from campaigns.editing.content import content_of
from campaigns.editing.differences import differences
from campaigns.editing.errors import EditingError
from campaigns.editing.forms_steps import CheckedForm, WithdrawForm
from campaigns.editing.reading import scores_of
from campaigns.editing.withdrawing import withdraw
from campaigns.models import Aid, AidVersion, Part
from julien.core.access import requires
from julien.core.numbers import read_number
from julien.core.roles import Can

WITHDRAWN = gettext_lazy("Retirée. L'adresse reste : elle dit ce qui s'est passé.")
REPLACED = gettext_lazy("Retirée. L'ancienne adresse mène à la page qui la remplace.")


@require_safe
@requires(Can.EDIT)
def aid(request, slug):
    """The aid with all its versions; ?avant=1&apres=3 puts two of them side by side."""
    return show(request, slug)


@require_POST
@requires(Can.EDIT)
def owner(request, slug):
    """Name who looks after it."""
    try:
        named = following.set_owner(
            aid_id=get_object_or_404(Aid, slug=slug).pk,
            owner_id=read_number(request.POST.get("owner", "")),
        )
    except EditingError as problem:
        return show(request, slug, problem=problem, status=422)
    done = _("%(name)s suit cette aide.") % {"name": named} if named else _("Plus personne.")
    messages.success(request, done)
    return redirect("editing:aid", slug)


@require_POST
@requires(Can.EDIT)
def checked(request, slug):
    """Looked at today, nothing to change."""
    form = CheckedForm(request.POST, label_suffix="")
    if not form.is_valid():
        return show(request, slug, checked_form=form, status=422)
    try:
        following.confirm_checked(
            aid_id=get_object_or_404(Aid, slug=slug).pk,
            by=request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )
    except EditingError as problem:
        return show(request, slug, checked_form=form, problem=problem, status=409)
    messages.success(request, _("Noté : vérifiée aujourd'hui."))
    return redirect("editing:aid", slug)


@require_POST
@requires(Can.EDIT)
def restore(request, slug, number):
    """A new draft of what a version said."""
    version = get_object_or_404(AidVersion, aid__slug=slug, number=number)
    try:
        draft = drafts.restore(version_id=version.pk, by=request.user, at=timezone.now())
    except EditingError as problem:
        return show(request, slug, problem=problem, status=409)
    messages.success(
        request, _("La version %(number)d est reprise dans ce brouillon.") % {"number": number}
    )
    return redirect("editing:writing", draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.EDIT)
def take_off(request, slug):
    """Ask what happened and what replaces it; then the page is gone."""
    known = get_object_or_404(Aid.objects.for_list(), slug=slug)
    form = WithdrawForm(request.POST or None, aid=known)
    context = {"aid": known, "title": known.texts().get(Part.TITLE, slug), "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            gone = withdraw(
                aid_id=known.pk,
                why=form.cleaned_data["why"],
                replaced_by_id=int(form.cleaned_data["replaced_by"] or 0) or None,
                by=request.user,
                at=timezone.now(),
            )
        except EditingError as problem:
            return show(request, slug, problem=problem, status=409)
        messages.success(request, WITHDRAWN if gone.replaced_by is None else REPLACED)
        return redirect("editing:aid", slug)
    status = 422 if request.method == "POST" else 200
    return render(request, "campaigns/editing/withdraw.html", context, status=status)


def show(request, slug, *, checked_form=None, problem=None, status=200):
    known = get_object_or_404(
        Aid.objects.for_detail().select_related("owner", "replaced_by"), slug=slug
    )
    versions = list(known.versions.for_list())
    replacement = known.replaced_by
    today = timezone.localdate()
    next_look = today + REVIEW_AFTER[known.confidence]
    context = {
        "aid": known,
        "title": known.texts().get(Part.TITLE, slug),
        "replacement": replacement and replacement.texts().get(Part.TITLE, replacement.slug),
        "draft": drafts.open_draft_of(known.pk),
        "versions": versions,
        "two": two_versions(request, known, versions),
        "scores": scores_of(content_of(known)),
        "editors": following.editors(),
        "overdue": bool(known.review_by and known.review_by < today),
        "checked_form": checked_form
        or CheckedForm(initial={"review_by": next_look}, label_suffix=""),
        "problem": problem,
    }
    return render(request, "campaigns/editing/aid.html", context, status=status)


def two_versions(request, aid, versions):
    """(the older, the newer, what differs) of the two that were asked for, or None."""
    asked = [request.GET.get(name, "") for name in ("avant", "apres")]
    known = {str(version.number): version for version in versions}
    if not all(number in known for number in asked):
        return None
    before, after = sorted((known[number] for number in asked), key=lambda v: v.number)
    return before, after, differences(before.content, after.content)
