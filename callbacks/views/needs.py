"""What a call may need, for administrators: the list, and one of them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from callbacks.forms.needs import NeedForm
from callbacks.views.answers import see_other
from callbacks.views.lists import TITLES
from campaigns.editing.confirming import MovedMeanwhile, moved_words, revision_sent
from julien.core.access import requires
from julien.core.roles import Can
from requests_intake.needs import find, forget, needs
from requests_intake.services.needs import NeedRefused, add_need, save_need


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.ADMINISTER)
def all_needs(request):
    """All of them, and a new one."""
    forget()  # what was saved a second ago, by another process too
    form = NeedForm(request.POST or None)
    if form.is_valid():
        try:
            add_need(words=form.words)
        except NeedRefused as refused:
            form.add_error("name", refused.sentence)
        else:
            messages.success(request, _("Le besoin est sur le formulaire dans quelques secondes."))
            return see_other("callbacks:needs")
    return _page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.ADMINISTER)
def one_need(request, need):
    """One of them: its words, its advice, its place, whether it is still offered."""
    forget()
    need = find(need)
    if need is None:
        raise Http404
    form = NeedForm(request.POST or None, need=need)
    if form.is_valid():
        try:
            _save(need, form, revision_sent(request))
        except NeedRefused as refused:
            form.add_error(None, refused.sentence)
        except MovedMeanwhile:
            form.add_error(None, moved_words())
            need = find(need.code)
        else:
            messages.success(
                request, _("Besoin enregistré. Il vaut partout dans quelques secondes.")
            )
            return see_other("callbacks:needs")
    return _page(request, form, need=need)


def _save(need, form, revision):
    said = form.cleaned_data
    save_need(
        code=need.code,
        revision=revision,
        words=form.words,
        position=said["position"],
        retired=said.get("retired", False),
        on=timezone.localdate(),
    )


def _page(request, form, *, need=None):
    context = {
        "form": form,
        "need": need,
        "needs": list(needs().values()),
        "titles": TITLES.items(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "callbacks/needs.html", context, status=status)
