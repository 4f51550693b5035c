"""Taking a callback and giving it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from callbacks.forms.release import ReleaseForm
from callbacks.services.leases import Absent
from callbacks.services.queue import release, renew, take, take_next
from callbacks.views.answers import CONFLICTS, conflict, find_or_404, say_absent, see_other
from callbacks.views.call import call_page
from julien.core.access import requires
from julien.core.roles import Can


@require_POST
@requires(Can.WORK_QUEUE)
def take_next_one(request):
    """Take whoever is to be called now, and open the call page."""
    press = _press(request.POST.get("press", ""))
    try:
        callback = take_next(by=request.user, at=timezone.now(), press=press)
    except Absent as problem:
        messages.warning(request, _("Vous êtes noté·e absent·e") + ". " + say_absent(problem))
        return see_other("callbacks:absences")
    if callback is None:
        nobody = _("Personne à appeler maintenant : tout est pris, ou prévu plus tard.")
        messages.info(request, nobody)
        return see_other("callbacks:queue")
    return see_other("callbacks:call", callback.request.reference)


def _press(text):
    """The number of the button press; None when the form had none."""
    try:
        return UUID(text)
    except ValueError:
        return None


@require_POST
@requires(Can.WORK_QUEUE)
def take_one(request, reference):
    """Take this one; 409 and who has it, if somebody does."""
    callback = find_or_404(reference)
    try:
        take(callback_id=callback.pk, by=request.user, at=timezone.now())
    except CONFLICTS as problem:
        return conflict(request, reference, problem)
    return see_other("callbacks:call", reference)


@require_POST
@requires(Can.WORK_QUEUE)
def give_back_one(request, reference):
    """Give it back without a call, saying why."""
    callback = find_or_404(reference)
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return call_page(request, callback, release_form=form, status=422)
    why = form.cleaned_data["why"]
    try:
        release(callback_id=callback.pk, by=request.user, at=timezone.now(), why=why)
    except CONFLICTS as problem:
        return conflict(request, reference, problem)
    messages.success(request, _("Rappel rendu. Il est de nouveau dans la file."))
    return see_other("callbacks:queue")


@require_POST
@requires(Can.WORK_QUEUE)
def presence(request, reference):
    """Someone is at work on the page: the lease starts again, until when is told as JSON.

    409 when it is not theirs.
    """
    callback = find_or_404(reference)
    if not renew(callback_id=callback.pk, by=request.user, at=timezone.now()):
        return HttpResponse(status=409)
    callback.refresh_from_db(fields=["lease_until"])
    return JsonResponse({"until": callback.lease_until.isoformat()})
