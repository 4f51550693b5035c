"""What another calendar would do to the promises that run, and telling those it makes wait."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import TruncDate

from callbacks.models import CallAttempt
from callbacks.services.new_dates import tell_new_date
from campaigns.models import Campaign, Desk
from campaigns.promise import promise
from campaigns.services.calendar_edit import hours_of_draft
from campaigns.services.offer import rule_of
from requests_intake.models import CallbackRequest

# Named of those that move the same way; the others are counted.
NAMED = 10


@dataclass(frozen=True)
class Shift:
    """Requests received on one day whose promise would move from `due_at` to `would_be`."""

    received_on: date
    campaign_id: int | None
    due_at: datetime
    would_be: datetime
    count: int
    references: list

    @property
    def is_later(self):
        return self.would_be > self.due_at


def shifts(draft, base, at):
    """The Shifts of the promises that run at that instant, the earliest promise first.

    A promise depends on the day of receipt alone, so they are read day by day. Not counted: who
    was called already, and who was told a new date before. Raises NoOpenDay.
    """
    hours = hours_of_draft(draft, base.time_zone)
    desk = Desk.objects.get()
    groups = (
        _running(base, at)
        .annotate(received_on=TruncDate("received_at", tzinfo=hours.zone))
        .values("received_on", "campaign", "due_at")
        .annotate(count=Count("pk"))
        .order_by("due_at", "received_on", "campaign")
    )
    campaigns = Campaign.objects.in_bulk({group["campaign"] for group in groups} - {None})
    found = []
    for group in groups:
        received = datetime.combine(group["received_on"], datetime.min.time(), hours.zone)
        rule = rule_of(desk, campaigns.get(group["campaign"]))
        would_be = promise(received, rule, hours).due_at
        if would_be != group["due_at"]:
            found.append(_shift(group, would_be, base, at, hours.zone))
    return found


def _running(base, at):
    called = CallAttempt.objects.filter(callback__request=OuterRef("pk"), stops_first_clock=True)
    running = CallbackRequest.objects.open().filter(
        calendar__name=base.name, due_at__gt=at, new_date_told=None
    )
    return running.exclude(Exists(called))


def _shift(group, would_be, base, at, zone):
    return Shift(
        received_on=group["received_on"],
        campaign_id=group["campaign"],
        due_at=group["due_at"],
        would_be=would_be,
        count=group["count"],
        references=list(_of(group, base, at, zone).values_list("reference", flat=True)[:NAMED]),
    )


def _of(group, base, at, zone):
    day = TruncDate("received_at", tzinfo=zone)
    return (
        _running(base, at)
        .alias(received_on=day)
        .filter(
            received_on=group["received_on"],
            campaign=group["campaign"],
            due_at=group["due_at"],
        )
        .order_by("received_at", "pk")
    )


def tell_later(moved, *, base, hours, at):
    """Tell everybody whose date gets later, each by itself. Returns how many.

    The promise that was made stays, and is counted as missed, with "closed" as its reason
    (docs/decisions/a-calendar-change-and-promises.md). Told twice is told once.
    """
    told = 0
    for shift in (one for one in moved if one.is_later):
        group = {
            "received_on": shift.received_on,
            "campaign": shift.campaign_id,
            "due_at": shift.due_at,
        }
        ids = list(_of(group, base, at, hours.zone).values_list("callback", flat=True))
        for callback_id in ids:
            told += tell_new_date(
                callback_id=callback_id, new_date=shift.would_be, hours=hours, at=at
            )
    return told
