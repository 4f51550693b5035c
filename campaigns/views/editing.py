"""The editors' first screen: what waits for me, and the catalogue, the most urgent first."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campaigns.catalogue.worklist import VIEWS, seen_through, worklist
from campaigns.editing.review import publish_due
from campaigns.models import AidDraft, CatalogueImport
from julien.core.access import requires
from julien.core.roles import Can


@require_safe
@requires(Can.EDIT)
def home(request):
    """Drafts by what is to be done with them, then every aid. Publishes what is due, so that a
    planned text is public also when nothing runs behind."""
    publish_due(at=timezone.now())
    work = worklist(today=timezone.localdate())
    view = request.GET.get("voir", "")
    context = {
        "work": work,
        "view": view if view in VIEWS else "",
        "counts": {
            name: len(seen_through(work.lines, name, editor=request.user)) for name in VIEWS
        },
        "lines": seen_through(work.lines, view, editor=request.user),
        "drafts": drafts_for(request.user),
        "last_import": CatalogueImport.objects.first(),
    }
    return render(request, "campaigns/editing_home.html", context)


def drafts_for(editor):
    """The open drafts by what this editor can do with them."""
    drafts = list(AidDraft.objects.open().for_list())
    State = AidDraft.State
    own = {editor.pk}
    return {
        "to_read": [
            draft
            for draft in drafts
            if draft.state == State.SUBMITTED
            and not own & {draft.submitted_by_id, draft.written_by_id}
        ],
        "mine": [
            draft
            for draft in drafts
            if draft.state == State.WRITING and draft.written_by_id == editor.pk
        ],
        "waiting": [
            draft
            for draft in drafts
            if draft.state == State.SUBMITTED and own & {draft.submitted_by_id, draft.written_by_id}
        ],
        "others": [
            draft
            for draft in drafts
            if draft.state == State.WRITING and draft.written_by_id != editor.pk
        ],
        "scheduled": [draft for draft in drafts if draft.state == State.SCHEDULED],
    }
