"""Giving what one holds to somebody else."""

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from callbacks.forms.hand_over import PARTNER, TEAM, HandOverForm
from callbacks.services.hand_over import (
    HandOverRefused,
    hand_to_colleague,
    hand_to_partner,
    hand_to_team,
)
from callbacks.states import State
from callbacks.views.answers import CONFLICTS, conflict, find_or_404, see_other
from callbacks.views.call import call_page
from julien.core.access import requires
from julien.core.moments import say_moment
from julien.core.roles import Can


@require_POST
@requires(Can.WORK_QUEUE)
def hand_over(request, reference):
    """To a colleague, a team or an organisation, with the reason."""
    callback = find_or_404(reference)
    is_over = callback.state == State.CLOSED
    form = HandOverForm(request.POST, by=request.user, only_partners=is_over)
    if not form.is_valid():
        return call_page(request, callback, hand_over_form=form, status=422)
    try:
        given = _give(callback, form, request.user)
    except HandOverRefused as refused:
        form.add_error(refused.field, refused.sentence)
        return call_page(request, callback, hand_over_form=form, status=422)
    except CONFLICTS as problem:
        return conflict(request, reference, problem, kept=form.cleaned_data["words"])
    told = {"to": given.to, "until": say_moment(given.until)}
    messages.success(request, _("Confié à %(to)s, jusqu'à : %(until)s.") % told)
    return see_other("callbacks:queue")


def _give(callback, form, by):
    said, (kind, to) = form.cleaned_data, form.given
    how = {
        "callback_id": callback.pk,
        "by": by,
        "at": timezone.now(),
        "reason": said["reason"],
        "words": said["words"],
    }
    if kind == PARTNER:
        return hand_to_partner(partner=to, consent=said["consent"], **how)
    if kind == TEAM:
        return hand_to_team(team=to, **how)
    return hand_to_colleague(colleague=to, **how)
