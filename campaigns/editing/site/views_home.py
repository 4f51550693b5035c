"""The words of the home page: written, seen in each language, then public at once."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns.editing.confirming import (
    Confirmation,
    MovedMeanwhile,
    ask_first,
    changes_of,
    moved_words,
    revision_sent,
)
from campaigns.editing.site.effects import home_previews
from campaigns.editing.site.forms import HomeForm
from campaigns.editing.site.saving import save_home
from campaigns.editing.site.shown import shared, version_asked
from campaigns.models import Desk, HomeTexts
from julien.core.access import requires
from julien.core.roles import Can


@require_http_methods(["GET", "POST"])
@requires(Can.EDIT)
def home_texts(request):
    """The words of the home page, in each language; empty ones are the software's own."""
    row = HomeTexts.objects.first() or HomeTexts(pk=1)
    version = version_asked(request, None)
    first = version and version.content["texts"]
    form = HomeForm(request.POST or None, texts=row.texts, first=first)
    if request.method == "GET" or "back" in request.POST:
        return show_home(request, row, form, version=version)
    if not form.is_valid():
        return show_home(request, row, form, status=422)
    if "save" not in request.POST:
        return ask_first(request, confirmation_of(request, form))
    try:
        revision = revision_sent(request)
        save_home(texts=form.sent_texts(), revision=revision, by=request.user, at=timezone.now())
    except MovedMeanwhile:
        return show_home(request, row, form, status=409, moved=moved_words())
    messages.success(request, _("C'est enregistré. L'accueil le dit dans la seconde."))
    return HttpResponseRedirect(request.path)


def confirmation_of(request, form):
    desk = Desk.objects.first()
    return Confirmation(
        title=_("Textes de l'accueil"),
        back_to=request.path,
        changes=changes_of(form),
        pages=[(reverse("catalogue:home"), _("L'accueil"))],
        previews=list(home_previews(form.sent_texts(), desk.promise_days if desk else 3)),
    )


def show_home(request, row, form, *, version=None, status=200, moved=""):
    fresh = HomeTexts.objects.first() or row
    title = _("Textes de l'accueil")
    context = shared(form, title, fresh.revision, None, version, moved)
    return render(request, "campaigns/editing/site_texts.html", context, status=status)
