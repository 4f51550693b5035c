"""A request told at the desk or on the phone."""

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from callbacks.forms.new_request import NewRequestForm
from callbacks.services.fill import catch_up
from callbacks.services.finding import find
from callbacks.services.merging import merge
from callbacks.views.answers import conflict, see_other
from callbacks.views.duplicates import REFUSED
from julien.core.access import requires
from julien.core.moments import say_moment
from julien.core.roles import Can
from requests_intake.services.consent import keep_consent_text
from requests_intake.services.places import missed_wish
from requests_intake.services.receive import receive
from requests_intake.services.wishes import say_wishes
from requests_intake.views.no_desk import needs_desk


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.WORK_QUEUE)
@needs_desk("staff/no_desk.html")
def new_request(request):
    """Type it in; the promise counts from the moment the person asked."""
    now = timezone.now()
    catch_up(at=now)
    form = NewRequestForm(request.POST if request.method == "POST" else None, now=now)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "callbacks/new_request.html", {"form": form}, status=status)
    received = _take(form, by=request.user, at=now)
    if form.same_as and received.is_new:
        return _joined(request, form.same_as, received.request, now)
    _say(request, received, now)
    return see_other("callbacks:call", received.request.reference)


def _take(form, *, by, at):
    version, words = form.consent
    if version:
        keep_consent_text(version=version, text=words, at=at)
    return receive(**form.ask(by=by))


def _say(request, received, now):
    """What the person is to be told: the date, and when the moment they wished for is full."""
    due = say_moment(received.request.due_at)
    if received.is_new:
        messages.success(request, _("Dites à la personne : un appel avant %(due)s.") % {"due": due})
    else:
        joined = _("Ce numéro avait déjà une demande, elle est complétée. Appel avant %(due)s.")
        messages.warning(request, joined % {"due": due})
    if missed_wish(received.request, now):
        full = _("Ce moment est complet : %(wishes)s. Proposez-en un autre, ou laissez ainsi.")
        messages.warning(request, full % {"wishes": say_wishes(received.request)})


def _joined(request, known, typed, now):
    """The number differs but the person is the same: the two become one, with the number typed."""
    callback = find(typed.reference, at=now)
    try:
        done = merge(
            callback_id=known.callback_id,
            other_id=callback.pk,
            number_of=callback.pk,
            by=request.user,
            at=now,
        )
    except REFUSED as problem:
        return conflict(request, typed.reference, problem)
    kept = done.callback.request
    words = {"ref": kept.reference, "due": say_moment(kept.due_at)}
    messages.success(request, _("Réunie à %(ref)s. Appel avant %(due)s.") % words)
    return see_other("callbacks:call", kept.reference)
