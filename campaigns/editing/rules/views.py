"""The page of a draft's rule: tick, try on cases, save. A rule that fails its cases is refused."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns.editing.confirming import revision_sent
from campaigns.editing.drafts import save_draft
from campaigns.editing.errors import EditingError
from campaigns.editing.rules.cases import rule_problems
from campaigns.editing.rules.forms import RuleForm
from campaigns.editing.rules.words import rule_lines
from campaigns.models import AidDraft
from julien.core.access import requires
from julien.core.roles import Can


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.EDIT)
def rule(request, draft_id):
    """The rule of one draft."""
    draft = get_object_or_404(AidDraft.objects.select_related("written_by"), pk=draft_id)
    if draft.state != AidDraft.State.WRITING:
        return redirect("editing:review", draft.pk)
    if request.method != "POST":
        return show(request, draft, RuleForm(stored=draft.content["rule"]))
    form = RuleForm(request.POST, stored=draft.content["rule"])
    if not form.is_valid():
        return show(request, draft, form, status=422)
    typed = form.typed()
    if typed is not None:
        typed["aid"] = typed["aid"] or draft.content["slug"]
        if problems := rule_problems(typed):
            return show(request, draft, form, problems=problems, status=422)
    return store(request, draft, form, typed)


def store(request, draft, form, typed):
    try:
        save_draft(
            draft_id=draft.pk,
            revision=revision_sent(request),
            content=lambda content: content | {"rule": typed},
            by=request.user,
            at=timezone.now(),
        )
    except EditingError as stale:
        return show(request, draft, form, problems=[str(stale)], status=409)
    messages.success(request, _("Règle enregistrée : elle donne ce que ses cas disent."))
    return HttpResponseRedirect(reverse("editing:rule", args=[draft.pk]))


def show(request, draft, form, *, problems=(), status=200):
    context = {
        "draft": draft,
        "form": form,
        "problems": problems,
        "stored_lines": rule_lines(draft.content["rule"]),
    }
    return render(request, "campaigns/editing/rule.html", context, status=status)
