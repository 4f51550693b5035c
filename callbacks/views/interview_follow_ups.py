"""What is still to be held after the interviews: consultations, help with the papers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from callbacks.agenda import follow_ups_to_hold
from callbacks.models import FollowUp, Meeting
from callbacks.news import news_to_call
from callbacks.services.interview_follow_ups import mark_held, mark_not_held
from callbacks.views.answers import see_other
from julien.core.access import requires
from julien.core.roles import Can

SHOWN = 200


@require_safe
@requires(Can.WORK_QUEUE)
def follow_ups(request):
    """The accepted offers not yet held, the soonest first; and who may be asked for news."""
    now = timezone.now()
    context = {
        "follow_ups": follow_ups_to_hold()[:SHOWN],
        "news": news_to_call(request.user, now),
        "now": now,
    }
    return render(request, "callbacks/interview_follow_ups.html", context)


@require_POST
@requires(Can.WORK_QUEUE)
def held(request, reference, kind):
    """Note that it took place, or take that note back."""
    if kind not in FollowUp.Kind.values:
        raise Http404
    follow_up = get_object_or_404(
        FollowUp, interview__callback__request__reference=reference, kind=kind
    )
    if Meeting.objects.planned().filter(callback__request__reference=reference, kind=kind).exists():
        messages.info(request, _("Un rendez-vous est prévu : notez-le ici."))
        return see_other("callbacks:meeting", reference)
    if request.POST.get("undo"):
        mark_not_held(follow_up_id=follow_up.pk)
        messages.info(request, _("Noté : pas encore tenu."))
    else:
        mark_held(follow_up_id=follow_up.pk, at=timezone.now())
        messages.success(request, _("Noté : tenu."))
    return see_other("callbacks:follow_ups")
