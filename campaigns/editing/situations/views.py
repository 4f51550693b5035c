"""The situations residents enter by: list, order, words, aids under each, retire."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.catalogue.pages import cards_of
from campaigns.catalogue.situations import is_stale
from campaigns.editing.confirming import (
    Change,
    Confirmation,
    MovedMeanwhile,
    ask_first,
    changes_of,
    moved_words,
    revision_sent,
)
from campaigns.editing.situations.forms import SituationForm
from campaigns.editing.situations.saving import move_situation, save_situation
from campaigns.editing.translations.overview import others
from campaigns.models import Aid, LifeSituation
from julien.core.access import requires
from julien.core.roles import Can
from julien.core.written import written

MOST_PLACES = 200


@require_safe
@requires(Can.EDIT)
def situations(request):
    rows = LifeSituation.objects.annotate(used=Count("aids")).order_by("position", "pk")
    lines = [
        (row, [name for code, name in others().items() if is_stale(row, code)]) for row in rows
    ]
    return render(request, "campaigns/editing/situations.html", {"lines": lines})


@require_POST
@requires(Can.EDIT)
def move(request, situation_id):
    """One place up or down; the list of the home page follows at once."""
    move_situation(situation_id=situation_id, step=-1 if "up" in request.POST else 1)
    return HttpResponseRedirect(reverse("editing:situations"))


@require_http_methods(["GET", "POST"])
@requires(Can.EDIT)
def situation(request, situation_id=None):
    """One situation, or a new one; what changes is shown before."""
    known = get_object_or_404(LifeSituation, pk=situation_id) if situation_id else None
    form = SituationForm(request.POST or None, instance=known)
    listed = listed_aids(known)
    order = order_sent(request, listed) if request.method == "POST" else listed
    if request.method == "GET" or "back" in request.POST:
        return show(request, known, form, order)
    if not form.is_valid():
        return show(request, known, form, order, status=422)
    if "save" not in request.POST:
        return ask_first(request, confirmation_of(request, form, listed, order))
    try:
        if not stored(form, order, revision_sent(request)):
            return show(request, known, form, order, status=422)
    except MovedMeanwhile:
        return show(request, known, form, order, status=409, moved=moved_words())
    messages.success(request, _("C'est enregistré, et visible sur l'accueil."))
    return HttpResponseRedirect(reverse("editing:situations"))


def stored(form, order, revision):
    today = timezone.localdate()
    kept = {"situation": form.instance, "form": form, "order": order, "revision": revision}
    return written(form, lambda: save_situation(**kept, today=today))


def confirmation_of(request, form, listed, order):
    changes = changes_of(form)
    if order != listed:
        titles = titles_of({*listed, *order})
        before, after = ("\n".join(titles[slug] for slug in slugs) for slugs in (listed, order))
        changes.append(Change(_("Aides, dans l'ordre"), before, after))
    name = form.initial.get("name") or _("Ajouter une situation")
    pages = [(reverse("catalogue:home"), _("L'accueil")), (reverse("catalogue:aid_list"), name)]
    return Confirmation(name, request.path, changes, pages if changes else [])


def listed_aids(situation):
    """The slugs of its aids, in order."""
    if situation is None:
        return []
    links = situation.situationaid_set.select_related("aid").order_by("position", "pk")
    return [link.aid.slug for link in links]


def order_sent(request, listed):
    """The slugs in the order of the numbers that were typed; an empty number takes one out."""
    places = []
    for slug in [*listed, request.POST.get("add", "").replace("\x00", "")]:
        typed = request.POST.get(f"place-{slug}", "" if slug in listed else str(MOST_PLACES))
        if slug and typed.strip().isdecimal() and len(typed.strip()) < 5:
            places.append((int(typed), slug))
    return [slug for _place, slug in sorted(places, key=lambda one: one[0])]


def titles_of(slugs):
    """{slug: title}; a slug nobody knows is its own title."""
    aids = Aid.objects.filter(slug__in=slugs).for_list()
    titles = {card.slug: card.title for card in cards_of(aids, "fr")}
    return {slug: titles.get(slug, slug) for slug in slugs}


def show(request, known, form, order, *, status=200, moved=""):
    fresh = LifeSituation.objects.filter(pk=known.pk).first() if known else None
    titles = titles_of(order)
    free = cards_of(Aid.objects.exclude(slug__in=order).for_list(), "fr")
    context = {
        "title": fresh.name if fresh else _("Ajouter une situation"),
        "list_address": reverse("editing:situations"),
        "list_title": _("Situations"),
        "form": form,
        "revision": fresh.revision if fresh else 0,
        "moved": moved,
        "pages": None,
        "may_remove": False,
        "order": [(place, slug, titles[slug]) for place, slug in enumerate(order, 1)],
        "free": sorted(free, key=lambda card: card.title),
    }
    return render(request, "campaigns/editing/situation.html", context, status=status)
