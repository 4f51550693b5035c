"""The words of people: list, add, change, take away, with the everyday searches tried first."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.catalogue.regression import queries, tried
from campaigns.catalogue.words import fold
from campaigns.editing.confirming import (
    Confirmation,
    MovedMeanwhile,
    ask_first,
    changes_of,
    moved_words,
    revision_sent,
)
from campaigns.editing.synonyms.forms import SynonymForm
from campaigns.editing.synonyms.saving import remove_synonym, save_synonym
from campaigns.models import SearchSynonym
from julien.core.access import requires
from julien.core.roles import Can
from julien.core.written import written

PAGE_SIZE = 100


@require_safe
@requires(Can.EDIT)
def synonyms(request):
    """All of them, or those that hold what was typed."""
    typed = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:80]
    rows = list(SearchSynonym.objects.all())
    wanted = fold(typed)
    if wanted:
        rows = [row for row in rows if wanted in fold(f"{row.term} {' '.join(row.means)}")]
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "typed": typed}
    return render(request, "campaigns/editing/synonyms.html", context)


@require_http_methods(["GET", "POST"])
@requires(Can.EDIT)
def synonym(request, synonym_id=None):
    """One synonym, or a new one: what it does to the everyday searches is shown before."""
    known = get_object_or_404(SearchSynonym, pk=synonym_id) if synonym_id else None
    revision = known.revision if known else 0
    removing = known is not None and ("remove" in request.POST or "removed" in request.POST)
    form = SynonymForm(request.POST or None, instance=known)
    if request.method == "GET" or "back" in request.POST:
        return show(request, known, form, revision)
    if not removing and not form.is_valid():
        return show(request, known, form, revision, status=422)
    if "save" not in request.POST:
        return look(request, known, form, revision, removing)
    return store(request, known, form, revision, removing)


def look(request, known, form, revision, removing):
    """The change, made for a moment and taken back, with the searches it moves."""
    if removing:
        worse, better = tried(lambda: remove_synonym(synonym=known, revision=revision))
    else:
        worse, better = tried(lambda: save_synonym(synonym=form.instance, revision=revision))
    confirmation = Confirmation(
        title=known.term if known else _("Ajouter un synonyme"),
        back_to=request.path,
        changes=[] if removing else changes_of(form),
        notes=[*sentences(worse, better)],
        act=_("Retirer ce synonyme") if removing else "",
    )
    if removing:
        request.POST = request.POST.copy()
        request.POST["removed"] = "1"
    return ask_first(request, confirmation, extra=["remove"])


def sentences(worse, better):
    """What happens to the everyday searches, the bad news first."""
    if not worse and not better:
        yield _("Les %(total)d recherches d'essai trouvent la même chose qu'avant.") % {
            "total": len(queries())
        }
    if worse:
        yield ngettext(
            "Attention : %(total)d recherche trouve moins bien.",
            "Attention : %(total)d recherches trouvent moins bien.",
            len(worse),
        ) % {"total": len(worse)}
    for one in worse[:20]:
        yield moved_sentence(one)
    if better:
        yield ngettext(
            "%(total)d recherche trouve mieux.", "%(total)d recherches trouvent mieux.", len(better)
        ) % {"total": len(better)}
    for one in better[:20]:
        yield moved_sentence(one)


def moved_sentence(one):
    """ "« dentiste » : la bonne aide passe de la place 1 à la place 3." """
    places = {"query": one.query, "before": one.before, "after": one.after}
    if not one.after:
        return _("« %(query)s » : la bonne aide n'est plus parmi les trois premières.") % places
    if not one.before:
        return _("« %(query)s » : la bonne aide arrive à la place %(after)d.") % places
    return _("« %(query)s » : la bonne aide passe de la place %(before)d à la %(after)d.") % places


def store(request, known, form, revision, removing):
    sent = revision_sent(request)
    try:
        if removing:
            remove_synonym(synonym=known, revision=sent)
        elif not written(form, lambda: save_synonym(synonym=form.instance, revision=sent)):
            return show(request, known, form, revision, status=422)
    except MovedMeanwhile:
        return show(request, known, form, revision, status=409, moved=moved_words())
    messages.success(request, _("C'est enregistré. La recherche le sait déjà."))
    return HttpResponseRedirect(reverse("editing:synonyms"))


def show(request, known, form, revision, *, status=200, moved=""):
    context = {
        "title": known.term if known else _("Ajouter un synonyme"),
        "list_address": reverse("editing:synonyms"),
        "list_title": _("Synonymes"),
        "form": form,
        "revision": revision,
        "moved": moved,
        "pages": None,
        "may_remove": known is not None,
    }
    return render(request, "campaigns/editing/register_form.html", context, status=status)
