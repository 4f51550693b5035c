"""How far a request has come, told to the status page below (settings.REQUEST_PROGRESS)."""

from django.db.models import Count, Max, Q
from django.utils import timezone

from callbacks.models import Callback, News
from callbacks.states import ClosedReason, State
from requests_intake.progress import MeetingTold, Progress

# A call that was really dialled towards the person: what they may be told as "we tried".
CALLED = Q(attempts__stops_first_clock=True)


def of(request):
    """The Progress of a CallbackRequest, true before any queue or worker has seen it."""
    if request.withdrawn_at:
        return Progress(state=State.CLOSED, closed_reason=ClosedReason.WITHDRAWN)
    callback = (
        Callback.objects.filter(request=request)
        .annotate(tried=Count("attempts", CALLED), last=Max("attempts__started_at", filter=CALLED))
        .first()
    )
    if callback is None:
        return Progress(state=State.QUEUED)
    return Progress(
        # Who was held back is told the same as everybody: nobody learns how to slip through.
        state=State.QUEUED if callback.state == State.QUARANTINED else callback.state,
        closed_reason=callback.closed_reason,
        tried=callback.tried,
        last_tried_at=callback.last,
        next_try_at=callback.visible_from if callback.state == State.WAITING else None,
        appointed_at=callback.visible_from if callback.state == State.APPOINTED else None,
        meeting=_meeting(callback),
        news_wanted=callback.closed_reason == ClosedReason.ORIENTED
        and News.objects.open_to_link().filter(interview__callback=callback).exists(),
    )


def _meeting(callback):
    """The last meeting while it matters: to come or going on, or cancelled before its hour."""
    last = callback.meetings.select_related("place").order_by("pk").last()
    told = last and (last.is_planned or last.is_cancelled) and last.ends_at > timezone.now()
    if not told:
        return None
    return MeetingTold(
        state=last.state,
        starts_at=last.starts_at,
        ends_at=last.ends_at,
        place=last.place.name,
        address=last.place.address,
        access=last.place.access,
        other_time_asked=last.other_time_asked_at is not None,
    )
