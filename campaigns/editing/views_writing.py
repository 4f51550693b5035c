"""The writing page: saved as one types, shown beside as residents will read it."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.editing import drafts
from campaigns.editing.checks import problems_of
from campaigns.editing.confirming import revision_sent
from campaigns.editing.differences import differences
from campaigns.editing.errors import EditingError
from campaigns.editing.forms import DraftForm
from campaigns.editing.sheet import french_score, sheet_of
from campaigns.models import Aid, AidDraft
from julien.core.access import requires
from julien.core.moments import say_hour
from julien.core.roles import Can

# Who wrote so recently is taken to be still at it.
AT_WORK = timedelta(minutes=15)


@dataclass
class Kept:
    """What came of a save. `stale` says why nothing was written: somebody else was faster."""

    draft: AidDraft
    form: DraftForm
    content: dict
    stale: EditingError | None = None

    @property
    def status(self):
        return 409 if self.stale else 422 if self.form.errors else 200


@require_POST
@requires(Can.EDIT)
def begin(request, slug):
    """Open the draft of an aid, or the one somebody already has open."""
    aid = get_object_or_404(Aid, slug=slug)
    draft = drafts.begin_draft(aid_id=aid.pk, by=request.user, at=timezone.now())
    return redirect("editing:writing", draft.pk)


@require_POST
@requires(Can.EDIT)
def begin_new(request):
    """A page for an aid that does not exist yet."""
    draft = drafts.begin_new_aid(by=request.user, at=timezone.now())
    return redirect("editing:writing", draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.EDIT)
def writing(request, draft_id):
    """The page; POST keeps what is on it."""
    draft = get_object_or_404(AidDraft.objects.select_related("aid", "written_by"), pk=draft_id)
    if request.method != "POST":
        if draft.state != AidDraft.State.WRITING:
            return redirect("editing:review", draft.pk)
        return show(request, Kept(draft, DraftForm(content=draft.content), draft.content))
    kept = keep(request, draft)
    if request.htmx or kept.status != 200:
        return show(request, kept)
    return HttpResponseRedirect(reverse("editing:writing", args=[draft.pk]))


@require_POST
@requires(Can.EDIT)
def hand_in(request, draft_id):
    """Keep the page and hand it to a second reader."""
    draft = get_object_or_404(AidDraft.objects.select_related("aid", "written_by"), pk=draft_id)
    kept = keep(request, draft)
    if kept.status != 200:
        return show(request, kept)
    why = request.POST.get("why", "").replace("\x00", "").strip()[:300]
    if not why:
        kept.form.add_error(None, _("Écrivez en quelques mots ce qui change, et pourquoi."))
        return show(request, kept)
    drafts.submit(draft_id=draft.pk, why=why, by=request.user, at=timezone.now())
    messages.success(request, _("C'est donné à relire. Une autre personne le publie."))
    return redirect("editing:review", draft.pk)


@require_POST
@requires(Can.EDIT)
def to_rule(request, draft_id):
    """Keep the page and go on to the rule of the self-check."""
    draft = get_object_or_404(AidDraft.objects.select_related("aid", "written_by"), pk=draft_id)
    kept = keep(request, draft)
    return show(request, kept) if kept.status != 200 else redirect("editing:rule", draft.pk)


@require_POST
@requires(Can.EDIT)
def leave(request, draft_id):
    """Give a draft up. What is public does not change."""
    draft = get_object_or_404(AidDraft, pk=draft_id)
    try:
        drafts.discard(draft_id=draft.pk, by=request.user, at=timezone.now())
    except EditingError as problem:
        messages.error(request, str(problem))
        return redirect("editing:review", draft.pk)
    messages.success(request, _("Brouillon abandonné. La page publiée n'a pas changé."))
    return redirect("editing:home")


def keep(request, draft):
    """Save what was typed, if nobody saved meanwhile; what is not valid is said and left out."""
    form = DraftForm(request.POST, content=draft.content)
    typed = form.typed()
    try:
        draft = drafts.save_draft(
            draft_id=draft.pk,
            revision=revision_sent(request),
            content=typed,
            by=request.user,
            at=timezone.now(),
        )
    except EditingError as stale:
        now = AidDraft.objects.select_related("aid", "written_by").get(pk=draft.pk)
        return Kept(now, form, typed, stale)
    return Kept(draft, form, typed)


def show(request, kept):
    """The whole page; to htmx only what changed, with the number of the save in a header."""
    context = {
        "draft": kept.draft,
        "form": kept.form,
        "parts": [(part, kept.form[f"text_{part.code}"]) for part in sheet_of(kept.content)],
        "score": french_score(kept.content),
        "saved": saved_words(request, kept),
        "stale": kept.stale,
        "problems": problems_of(as_handed_in(kept), at=timezone.now()),
    }
    if request.htmx:
        response = render(request, "campaigns/editing/_live.html", context, status=kept.status)
        if not kept.stale:
            response.headers["X-Julien-Saved"] = str(kept.draft.revision)
        return response
    if kept.stale:
        context["changes"] = differences(kept.draft.content, kept.content)
    context["beside"] = beside(request, kept.draft)
    context["said"] = kept.draft.moves.exclude(words="").select_related("by").reverse()[:3]
    context["why"] = request.POST.get("why", kept.draft.why)
    return render(request, "campaigns/editing/writing.html", context, status=kept.status)


def as_handed_in(kept):
    """The draft as it would be read: with what is on the page, and an address from its title."""
    return AidDraft(aid_id=kept.draft.aid_id, content=drafts.with_address(kept.content))


def saved_words(request, kept):
    if kept.stale:
        return _("Pas enregistré")
    by = kept.draft.written_by
    hour = say_hour(kept.draft.written_at)
    if by == request.user:
        return _("Enregistré à %(hour)s") % {"hour": hour}
    return _("Enregistré à %(hour)s par %(name)s") % {"hour": hour, "name": by}


def beside(request, draft):
    """Who else has written here within the quarter of an hour, or None."""
    recent = timezone.now() - draft.written_at < AT_WORK
    return draft.written_by if recent and draft.written_by != request.user else None
