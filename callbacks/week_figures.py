"""The promise, both clocks and the minutes of work, by week and channel.

The erased are counted with the living: erasing somebody adds to the tally of their week what they
counted there, read by the same queries a moment before (keep_weeks).
"""

from collections import defaultdict
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import (
    Case,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Ceil, Extract, TruncDate

from callbacks.models import CallAttempt, Interview
from campaigns.statistics.tallies import add, first_day_of_week, new_tally
from julien.retention.anonymous import LIVING
from julien.retention.models import WeekTally
from requests_intake.figures import counted
from requests_intake.models import CallbackRequest

CALLED = Q(stops_first_clock=True)
REACHED = Q(reached=True)
HOUR = 3600
# Longer than this between two presses is a forgotten page, not work.
LONGEST = timedelta(hours=4)


def weeks(scope):
    """{(first day of the week, channel): tally} of a scope, the erased among them.

    The same number of queries whatever the number of requests.
    """
    outside = scope.campaign is None
    found = _tallies(counted(scope).filter(LIVING), scope.zone, year_ends=outside)
    first = first_day_of_week(scope.first, year_ends=outside)
    kept = WeekTally.objects.filter(
        campaign_id=scope.campaign and scope.campaign.pk, first_day__range=(first, scope.last)
    )
    for row in kept:
        add(found[row.first_day, row.channel], row.tally)
    return dict(found)


def keep_weeks(request_ids):
    """Add what these requests count to the tallies of their weeks, before they are erased.

    Call it in the transaction that erases, one erasure at a time (services/erase.py).
    """
    requests = CallbackRequest.objects.filter(pk__in=request_ids).order_by()
    for campaign_id in set(requests.values_list("campaign_id", flat=True)):
        theirs = requests.filter(campaign_id=campaign_id)
        counted_today = _tallies(theirs, settings.TIME_ZONE, year_ends=campaign_id is None)
        for (day, channel), tally in counted_today.items():
            row, _new = WeekTally.objects.get_or_create(
                campaign_id=campaign_id,
                first_day=day,
                channel=channel,
                defaults={"tally": {}},
            )
            row.tally = add(add(new_tally(), row.tally), tally)
            row.save(update_fields=["tally"])


def _tallies(requests, zone, *, year_ends):
    """{(first day of the week, channel): tally} of these requests, none of them erased."""
    found = defaultdict(new_tally)
    requests = requests.order_by()
    day = TruncDate("received_at", tzinfo=ZoneInfo(zone))

    def tally_of(row):
        return found[first_day_of_week(row["day"], year_ends=year_ends), row["channel"]]

    for row in _promises(requests.annotate(day=day)):
        kind, what = ("ends", row["end"]) if row["end"] else ("untried", _said(row["until"]))
        tally_of(row)[kind][what] += row["count"]
    for clock, which in (("first_try", CALLED), ("reached", REACHED)):
        for row in _hours(requests.annotate(day=day), which):
            tally_of(row)[clock][str(max(int(row["hours"]), 0))] += row["count"]
    for stage, rows in _stages(requests, zone):
        for row in rows:
            tally = tally_of(row)
            tally["seconds"][stage] += int(row["seconds"] or 0)
            tally["lengths"][stage] += row["measured"]
            tally["unmeasured"][stage] += row["count"] - row["measured"]
    return found


def _said(instant):
    return instant.astimezone(UTC).isoformat()


def _first(which):
    """When the first of these attempts of a request began."""
    attempts = CallAttempt.objects.filter(which, callback__request=OuterRef("pk"))
    return Subquery(attempts.order_by("started_at").values("started_at")[:1])


def _promises(requests):
    """How many ended how, by day and channel; those never tried by due instant."""
    end = Case(
        When(first__lte=F("due_at"), then=Value("kept")),
        When(first__isnull=False, then=Value("missed")),
        When(withdrawn_at__lte=F("due_at"), then=Value("withdrawn")),
        default=Value(""),
    )
    until = Case(When(end="", then=F("due_at")))
    ended = requests.annotate(first=_first(CALLED)).annotate(end=end).annotate(until=until)
    return ended.values("day", "channel", "end", "until").annotate(count=Count("pk"))


def _hours(requests, which):
    """How many took how many hours, the one begun counted whole, by day and channel."""
    first = requests.annotate(first=_first(which)).exclude(first=None)
    hours = Ceil(Extract(F("first") - F("received_at"), "epoch") / HOUR)
    return first.annotate(hours=hours).values("day", "channel", "hours").annotate(count=Count("pk"))


def _stages(requests, zone):
    """(stage, rows with the lengths of that stage by day and channel)."""
    attempts = CallAttempt.objects.filter(callback__request__in=requests, ended_at__isnull=False)
    talked = (
        CallAttempt.objects.filter(
            callback=OuterRef("callback"),
            reached=True,
            started_at__lte=OuterRef("callback__interview__started_at"),
        )
        .order_by("-started_at", "-pk")
        .values("pk")[:1]
    )
    until = Case(
        When(pk=Subquery(talked), then=F("callback__interview__call_ended_at")),
        default=F("ended_at"),
    )
    signed = Interview.objects.filter(state=Interview.State.SIGNED, callback__request__in=requests)
    tries, talks = attempts.filter(reached=False), attempts.filter(reached=True)
    wrap_up = F("signed_at") - F("call_ended_at")
    yield "tries", _lengths(tries, F("ended_at") - F("started_at"), zone)
    yield "talk", _lengths(talks, until - F("started_at"), zone)
    yield "wrap_up", _lengths(signed, wrap_up, zone)


def _lengths(rows, length, zone):
    measured = Q(length__gte=timedelta(0), length__lte=LONGEST)
    return (
        rows.order_by()
        .annotate(
            day=TruncDate("callback__request__received_at", tzinfo=ZoneInfo(zone)),
            channel=F("callback__request__channel"),
            length=ExpressionWrapper(length, DurationField()),
        )
        .values("day", "channel")
        .annotate(
            count=Count("pk"),
            measured=Count("pk", filter=measured),
            seconds=Sum(Ceil(Extract("length", "epoch")), filter=measured),
        )
    )
