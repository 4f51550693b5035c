"""The hard words: list, add, change, translate, take away, with the pages they stand on."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.catalogue.glossary import FRENCH, is_stale, pattern_of
from campaigns.editing.confirming import (
    Confirmation,
    MovedMeanwhile,
    ask_first,
    changes_of,
    moved_words,
    revision_sent,
)
from campaigns.editing.glossary.forms import TermForm
from campaigns.editing.glossary.saving import remove_term, save_term
from campaigns.editing.reading import faults_of, score_of
from campaigns.editing.translations.overview import others
from campaigns.models import Aid, AidPart, GlossaryTerm, Part
from julien.core.access import requires
from julien.core.roles import Can
from julien.core.written import written

# A word in a heading is not explained there.
EXPLAINED = [part for part in Part if part not in (Part.TITLE, Part.OFFICIAL_NAME)]


@require_safe
@requires(Can.EDIT)
def terms(request):
    lines = [
        (row, [name for code, name in others().items() if is_stale(row, code)])
        for row in GlossaryTerm.objects.all()
    ]
    return render(request, "campaigns/editing/glossary.html", {"lines": lines})


@require_http_methods(["GET", "POST"])
@requires(Can.EDIT)
def term(request, term_id=None):
    """One word, or a new one: what changes and where is shown before."""
    known = get_object_or_404(GlossaryTerm, pk=term_id) if term_id else None
    removing = known is not None and ("remove" in request.POST or "removed" in request.POST)
    form = TermForm(request.POST or None, instance=known)
    if request.method == "GET" or "back" in request.POST:
        return show(request, known, form)
    if not removing and not form.is_valid():
        return show(request, known, form, status=422)
    if "save" not in request.POST:
        return look(request, known, form, removing)
    try:
        if not stored(known, form, revision_sent(request), removing):
            return show(request, known, form, status=422)
    except MovedMeanwhile:
        return show(request, known, form, status=409, moved=moved_words())
    messages.success(request, _("C'est enregistré. Les pages le disent déjà."))
    return HttpResponseRedirect(reverse("editing:glossary"))


def stored(known, form, revision, removing):
    if removing:
        remove_term(term=known, revision=revision)
        return True
    return written(form, lambda: save_term(term=form.instance, form=form, revision=revision))


def look(request, known, form, removing):
    """What changes, how the explanation reads, and the pages that will say it."""
    title = form.initial.get("term") or _("Expliquer un mot")
    confirmation = Confirmation(
        title=title,
        back_to=request.path,
        changes=[] if removing else changes_of(form),
        pages=pages_with(known if removing else form.instance),
        notes=[] if removing else list(advice(form.cleaned_data["explanation"])),
        act=_("Retirer ce mot") if removing else "",
    )
    if removing:
        request.POST = request.POST.copy()
        request.POST["removed"] = "1"
    return ask_first(request, confirmation, extra=["remove"])


def advice(explanation):
    """How it reads; what to mend when it is harder than our limit."""
    score = score_of(explanation)
    if score is None:
        return
    yield score.words
    if not score.is_plain:
        yield from faults_of(score, FRENCH)


def pages_with(term):
    """(address, title) of the public pages whose French text has the word. Two queries."""
    pattern, _named = pattern_of([term], FRENCH)
    published = AidPart.objects.filter(aid__state=Aid.State.PUBLISHED, language=FRENCH)
    rows = published.filter(part__in=EXPLAINED).values_list("aid__slug", "text")
    slugs = {slug for slug, text in rows if pattern.search(text)}
    titles = published.filter(part=Part.TITLE, aid__slug__in=slugs).order_by("text")
    return [
        (reverse("catalogue:aid", args=[slug]), title)
        for slug, title in titles.values_list("aid__slug", "text")
    ]


def show(request, known, form, *, status=200, moved=""):
    fresh = GlossaryTerm.objects.filter(pk=known.pk).first() if known else None
    context = {
        "title": fresh.term if fresh else _("Expliquer un mot"),
        "list_address": reverse("editing:glossary"),
        "list_title": _("Mots expliqués"),
        "form": form,
        "revision": fresh.revision if fresh else 0,
        "moved": moved,
        "pages": pages_with(fresh) if fresh else None,
        "may_remove": fresh is not None,
    }
    return render(request, "campaigns/editing/register_form.html", context, status=status)
