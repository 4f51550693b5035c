"""The lists of the desk, for administrators: words, order, what is offered no more."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from callbacks.forms.lists import AddForm, AddReasonForm, WordForm
from callbacks.lists import words
from callbacks.models import Listed, Reason
from callbacks.services.lists import (
    ListRefused,
    add_line,
    add_reason,
    save_list,
    save_reasons,
)
from callbacks.views.answers import see_other
from julien.core.access import requires
from julien.core.roles import Can

REASONS = "motifs"
TITLES = {**dict(Listed.choices), REASONS: gettext_lazy("Motifs de non-recours")}
GROWING = (Listed.LATE, Listed.AMOUNTS, Listed.REFUSALS, Listed.HEARD)
ADDS = {**{listed.value: AddForm for listed in GROWING}, REASONS: AddReasonForm}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.ADMINISTER)
def one_list(request, listed):
    """Read a list, or save all its lines."""
    forms = [WordForm(word, request.POST or None) for word in _lines(listed)]
    if request.method != "POST":
        return _page(request, listed, forms)
    if [form for form in forms if not form.is_valid()]:
        return _page(request, listed, forms, status=422)
    edited = [form.edited for form in forms]
    save = save_reasons if listed == REASONS else save_list
    which = {} if listed == REASONS else {"listed": Listed(listed)}
    try:
        save(lines=edited, on=timezone.localdate(), **which)
    except ListRefused as refused:
        return _page(request, listed, forms, problem=refused.sentence, status=422)
    messages.success(request, _("Liste enregistrée. Elle vaut partout dans quelques secondes."))
    return see_other("callbacks:list", listed)


@require_POST
@requires(Can.ADMINISTER)
def add(request, listed):
    """A new line of a list that can grow."""
    if listed not in ADDS:
        raise Http404
    form = ADDS[listed](request.POST)
    if not form.is_valid():
        return _page(request, listed, [WordForm(one) for one in _lines(listed)], form, status=422)
    label = form.cleaned_data["label"]
    if listed == REASONS:
        taken = "/".join(form.cleaned_data["forms_taken"])
        add_reason(label=label, forms=taken, on=timezone.localdate())
    else:
        add_line(listed=Listed(listed), label=label)
    messages.success(request, _("« %(label)s » est ajouté à la liste.") % {"label": label})
    return see_other("callbacks:list", listed)


def _lines(listed):
    if listed not in TITLES:
        raise Http404
    return list(Reason.objects.all()) if listed == REASONS else words(Listed(listed)).values()


def _page(request, listed, forms, add_form=None, *, problem="", status=200):
    context = {
        "listed": listed,
        "title": TITLES[listed],
        "titles": TITLES.items(),
        "forms": forms,
        "problem": problem,
        "add_form": add_form or (ADDS[listed]() if listed in ADDS else None),
        "has_retry": any("retry_minutes" in form.fields for form in forms),
    }
    return render(request, "callbacks/lists.html", context, status=status)
