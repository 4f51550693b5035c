"""What the page of missed promises shows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Subquery

from callbacks.forms.result import late_choices
from callbacks.history import outcome_of
from callbacks.models import CallAttempt
from callbacks.rules import QUEUE_PAGE
from callbacks.services.lateness import missed

PERIOD = timedelta(days=60)


@dataclass(frozen=True)
class LateLine:
    """One missed promise. `first_call` is None while nobody called. No name and no number."""

    reference: str
    due_at: datetime
    first_call: datetime | None
    outcome: str
    reason: str
    choices: list


def late_lines(now, *, untold_only):
    """The LateLines of the last PERIOD, latest first, QUEUE_PAGE at most. One query."""
    calls = CallAttempt.objects.filter(callback=OuterRef("pk"), stops_first_clock=True)
    first = Subquery(calls.order_by("started_at").values("started_at")[:1])
    late = missed(since=now - PERIOD, at=now).annotate(first_call=first)
    if untold_only:
        late = late.filter(late_reason="")
    return [
        LateLine(
            reference=one.request.reference,
            due_at=one.due_at,
            first_call=one.first_call,
            outcome=outcome_of(one),
            reason=one.late_reason,
            choices=late_choices(one.late_reason),
        )
        for one in late.select_related("request")[:QUEUE_PAGE]
    ]
