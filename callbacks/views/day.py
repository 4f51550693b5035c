"""The supervisor's page of the day, and what is decided on it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from callbacks.day import day_sheet, present
from callbacks.forms.giving import GivingForm
from callbacks.services.assigning import assign
from callbacks.services.failed_messages import settle
from callbacks.services.fill import catch_up
from callbacks.views.answers import see_other
from julien.core.access import requires
from julien.core.roles import Can
from requests_intake.models import Message
from requests_intake.views.no_desk import needs_desk


@require_safe
@requires(Can.SUPERVISE)
@needs_desk("staff/no_desk.html")
def day(request):
    """Today's load, who holds what, and what waits for a decision."""
    return _page(request)


def _page(request, form=None, status=200):
    now = timezone.now()
    catch_up(at=now)
    sheet = day_sheet(request.user, now)
    form = form or GivingForm(present=sheet["present"])
    ticked = form.data.getlist("ref") if form.is_bound else []
    return render(
        request, "callbacks/day.html", {**sheet, "form": form, "ticked": ticked}, status=status
    )


@require_POST
@requires(Can.SUPERVISE)
@needs_desk("staff/no_desk.html")
def give(request):
    """Put the ticked callbacks into somebody's hands, or back into the queue."""
    now = timezone.now()
    form = GivingForm(request.POST, present=present(now))
    if not form.is_valid():
        return _page(request, form, status=422)
    outcome = assign(
        references=form.cleaned_data["references"], to=form.receiver, by=request.user, at=now
    )
    if outcome.done:
        messages.success(request, _say_done(outcome.done, form.receiver))
    for reference, why in outcome.left.items():
        left = _("%(ref)s n'a pas changé de mains : %(why)s.")
        messages.warning(request, left % {"ref": reference, "why": why})
    return see_other("callbacks:day")


def _say_done(references, receiver):
    n = len(references)
    if receiver is None:
        done = ngettext("%(n)d rappel remis dans la file.", "%(n)d rappels remis dans la file.", n)
    else:
        done = ngettext("%(n)d rappel confié à %(name)s.", "%(n)d rappels confiés à %(name)s.", n)
    return done % {"n": n, "name": receiver}


@require_POST
@requires(Can.SUPERVISE)
def settled(request, message_id):
    """A failed SMS is dealt with."""
    try:
        settle(message_id=message_id, by=request.user, at=timezone.now())
    except Message.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("Réglé. L'échec reste dans l'historique de la demande."))
    return see_other("callbacks:day")
