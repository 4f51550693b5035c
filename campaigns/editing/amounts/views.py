"""The register of amounts: list, add, change with everything it touches shown first."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.amounts import use_of
from campaigns.editing.amounts import changes
from campaigns.editing.amounts.forms import AmountForm, LabelForm, ValueForm
from campaigns.editing.amounts.register import lines, unknown_names
from campaigns.editing.amounts.uses import use_counts, uses_of
from campaigns.editing.confirming import MovedMeanwhile, revision_sent
from campaigns.models import Amount, AmountValue
from julien.core.access import requires
from julien.core.numbers import read_number
from julien.core.roles import Can
from julien.core.written import written


@require_safe
@requires(Can.EDIT)
def amounts(request):
    counts = use_counts()
    context = {
        "lines": lines(today=timezone.localdate(), counts=counts),
        "unknown": unknown_names(counts),
        "example": use_of("montant", "rdu-adulte"),
    }
    return render(request, "campaigns/editing/amounts.html", context)


@require_http_methods(["GET", "POST"])
@requires(Can.EDIT)
def new_amount(request):
    form = AmountForm(request.POST or None)
    if form.is_valid() and written(form, lambda: add(form)):
        messages.success(request, _("Le montant est ajouté."))
        return to_amount(form.instance.amount)
    status = 422 if form.errors else 200
    return render(request, "campaigns/editing/amount_new.html", {"form": form}, status=status)


def add(form):
    changes.add_amount(amount=form.new_amount(), value=form.save(commit=False))


@require_http_methods(["GET", "POST"])
@requires(Can.EDIT)
def amount(request, amount):
    """Its values and all that uses it; a change is first shown, then stored."""
    shown = get_object_or_404(Amount.objects.with_values(), name=amount)
    value = value_of(shown, request.POST.get("value_id") or request.GET.get("valeur"))
    if request.method == "GET":
        return show(request, shown, value, form_for(shown, value))
    form = ValueForm(request.POST, amount=shown, instance=value)
    removing = "remove" in request.POST or "removed" in request.POST
    if "back" in request.POST or not (removing or form.is_valid()):
        status = 200 if "back" in request.POST else 422
        return show(request, shown, value, form, status=status)
    if "save" in request.POST:
        return store(request, shown, value, form, removing)
    return look(request, shown, value, form, removing)


def look(request, shown, value, form, removing):
    """What the change would do, everywhere, before anything is stored."""
    seen = changes.preview(
        shown,
        value=None if removing else form.save(commit=False),
        removed_id=value.pk if removing and value else None,
        today=timezone.localdate(),
    )
    context = {
        "amount": shown,
        "value": value,
        "form": form,
        "preview": seen,
        "removing": removing,
    }
    return render(request, "campaigns/editing/amount_change.html", context)


def store(request, shown, value, form, removing):
    revision = revision_sent(request)
    try:
        if removing and value:
            changes.remove_value(amount=shown, revision=revision, value_id=value.pk)
        else:
            changes.store_value(amount=shown, revision=revision, value=form.save(commit=False))
    except MovedMeanwhile:
        fresh = Amount.objects.with_values().get(pk=shown.pk)
        return show(request, fresh, value, form, status=409, moved=True)
    messages.success(request, _("C'est enregistré, et visible partout où ce montant est utilisé."))
    return to_amount(shown)


def show(request, shown, value, form, *, status=200, moved=False):
    known = Amount.objects.spoken_on(timezone.localdate())
    context = {
        "amount": shown,
        "spoken": known.get(shown.name),
        "value": value,
        "form": form,
        "revision": shown.revision,
        "moved": moved,
        "uses": uses_of(shown.name, before=known, after=known),
        "label_form": LabelForm(instance=shown),
    }
    return render(request, "campaigns/editing/amount.html", context, status=status)


@require_POST
@requires(Can.EDIT)
def rename(request, amount):
    shown = get_object_or_404(Amount, name=amount)
    form = LabelForm(request.POST, instance=shown)
    if not form.is_valid():
        messages.error(request, _("Dites en quelques mots ce que c'est, 120 caractères au plus."))
        return to_amount(shown)
    try:
        label = form.cleaned_data["label"]
        changes.rename(amount=shown, revision=revision_sent(request), label=label)
        messages.success(request, _("C'est renommé."))
    except MovedMeanwhile:
        messages.error(request, _("Ce montant a changé entre-temps : rien n'est enregistré."))
    return to_amount(shown)


@require_POST
@requires(Can.EDIT)
def remove(request, amount):
    """Take an amount away that nothing uses."""
    shown = get_object_or_404(Amount, name=amount)
    try:
        changes.remove_amount(amount=shown)
    except changes.StillUsed:
        messages.error(request, _("Ce montant est encore utilisé : ôtez-le d'abord des textes."))
        return to_amount(shown)
    messages.success(request, _("Le montant est retiré."))
    return HttpResponseRedirect(reverse("editing:amounts"))


def form_for(shown, value):
    """A form that starts from a value to correct, or from the source of the last one."""
    start = {"revision": shown.revision}
    return ValueForm(amount=shown, instance=value, initial=start)


def value_of(shown, pk):
    """The value of this amount with that id, as a row of its own; None for a new one."""
    known = read_number(pk or "")
    return AmountValue.objects.filter(amount=shown, pk=known).first() if known else None


def to_amount(shown):
    return HttpResponseRedirect(reverse("editing:amount", args=[shown.name]))
