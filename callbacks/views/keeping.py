"""How long one request is kept, and keeping it longer."""

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from callbacks.forms.keeping import HoldForm
from callbacks.keeping import erase_form, keeping_sheet, periods_sheet
from callbacks.views.answers import find_or_404, see_other
from julien.audit.services import record_read
from julien.core.access import requires
from julien.core.roles import Can
from julien.staff.recently import recently_confirmed
from requests_intake.models import CallbackRequest
from requests_intake.services.erase import OnHold, erase_person
from requests_intake.services.holds import CannotHold, hold, lift


@require_safe
@requires(Can.SUPERVISE, Can.ADMINISTER)
def periods(request):
    """How long each kind of data is kept here, what went last night, what is kept longer."""
    sheet = periods_sheet(now=timezone.now())
    return render(
        request, "callbacks/periods.html", {**sheet, "opens": request.user.can(Can.SUPERVISE)}
    )


@require_safe
@requires(Can.SUPERVISE)
def keeping(request, reference):
    """When what of this request goes, and whether something keeps it."""
    return _page(request, find_or_404(reference, in_use=False))


def _page(request, callback, form=None, erasing=None, status=200):
    page = request.resolver_match.view_name
    record_read(person_id=callback.request_id, what="keeping", by=request.user, page=page)
    sheet = keeping_sheet(
        callback.request,
        form=form or HoldForm(),
        erasing=erasing or erase_form(callback.request),
        today=timezone.localdate(),
    )
    return render(request, "callbacks/keeping.html", sheet, status=status)


@require_POST
@requires(Can.SUPERVISE)
@recently_confirmed
def hold_one(request, reference):
    """Keep it beyond its time."""
    callback = find_or_404(reference, in_use=False)
    form = HoldForm(request.POST)
    if not form.is_valid():
        return _page(request, callback, form=form, status=422)
    how = {"by": request.user, "at": timezone.now(), **form.cleaned_data}
    try:
        hold(request_id=callback.request_id, **how)
    except CannotHold:
        messages.error(request, _("Rien n'a changé : la demande est déjà retenue, ou effacée."))
    else:
        messages.success(request, _("Demande retenue : rien n'en sera effacé d'ici là."))
    return see_other("callbacks:keeping", reference)


@require_POST
@requires(Can.SUPERVISE)
@recently_confirmed
def lift_one(request, reference):
    """It goes when its time is over, like the others."""
    callback = find_or_404(reference, in_use=False)
    if lift(request_id=callback.request_id, by=request.user, at=timezone.now()):
        messages.success(request, _("La demande n'est plus retenue."))
    return see_other("callbacks:keeping", reference)


@require_POST
@requires(Can.SUPERVISE)
@recently_confirmed
def erase_one(request, reference):
    """The person asks for it: everything goes now."""
    callback = find_or_404(reference, in_use=False)
    form = erase_form(callback.request, request.POST)
    if not form.is_valid():
        return _page(request, callback, erasing=form, status=422)
    chosen = CallbackRequest.objects.filter(reference__in=form.chosen)
    ids = list(chosen.values_list("pk", flat=True))
    try:
        erase_person(request_ids=ids, by=request.user, at=timezone.now())
    except OnHold as held:
        refs = ", ".join(held.references)
        messages.error(request, _("Rien n'a été effacé : %(refs)s est retenue.") % {"refs": refs})
        return see_other("callbacks:keeping", reference)
    messages.success(request, _("Effacé. Dites à la personne que c'est fait."))
    return see_other("callbacks:call", reference)
