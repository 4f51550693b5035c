"""Places, and meetings set through the services."""

from datetime import timedelta
from itertools import count

from django.urls import reverse
from django.utils import timezone

from callbacks.models import Meeting, MeetingPlace
from callbacks.services.meeting_doubts import Wanted
from callbacks.services.meetings import book
from campaigns.promise import open_days, opening_periods
from campaigns.services.offer import offer_at
from requests_intake.services.receive import token_lookup
from tests.make.callbacks import NOW, at
from tests.make.interviews import make_signed_interview
from tests.make.staff import make_staff

# A Tuesday afternoon a week after NOW, the desk open.
MEETS_AT = at("2026-12-01 14:00")
HOUR = timedelta(hours=1)

_number = count(1)


def make_place(name=None, **fields):
    defaults = {"address": "Rue d'Essai 1, 2800 Delémont", "access": "2e étage, ascenseur"}
    return MeetingPlace.objects.create(
        name=name or f"Maison d'essai {next(_number)}", **defaults | fields
    )


def wanted(starts_at=MEETS_AT, *, caller=None, place=None, length=HOUR):
    return Wanted(
        starts_at=starts_at,
        length=length,
        place=place or make_place(),
        caller=caller or make_staff(),
    )


def make_meeting(
    starts_at=MEETS_AT, *, caller=None, place=None, length=HOUR, now=NOW, despite=(), **person
):
    """A planned meeting after a signed interview. `person`: fields of the request."""
    caller = caller or make_staff()
    interview = make_signed_interview(caller=caller, at=now, **person)
    return book(
        callback_id=interview.callback_id,
        kind="consultation",
        wanted=wanted(starts_at, caller=caller, place=place, length=length),
        by=caller,
        at=now,
        despite=despite,
    )


def set_up(callback, by, when=MEETS_AT, kind="consultation", despite=(), now=NOW, **how):
    """Have `by` set a meeting for this callback, at `now`."""
    how = wanted(when, **{"caller": by, **how})
    return book(callback_id=callback.pk, kind=kind, wanted=how, by=by, at=now, despite=set(despite))


def link_to(meeting, name="meetings:file", **contact):
    """The address under the person's secret link. `contact`: what else their Contact says."""
    row = meeting.callback.request.contacts.get()
    row.token_lookup = token_lookup(row.token)
    for field, value in contact.items():
        setattr(row, field, value)
    row.save()
    return reverse(name, args=[row.token])


def opening(days=7):
    """When the desk opens on the so-many-th open day after today."""
    hours = offer_at(timezone.now()).hours
    tomorrow = timezone.localdate() + timedelta(days=1)
    opens, _closes = opening_periods(open_days(tomorrow, days, hours)[-1], hours)[0]
    return opens


def coming(caller, *, days=7, **fields):
    """A meeting to come, set now."""
    now = timezone.now()
    return make_meeting(opening(days), caller=caller, now=now, length=HOUR / 2, **fields)


def begun(caller, **fields):
    """A meeting that began an hour ago, and is over."""
    meeting = coming(caller, **fields)
    start = timezone.now() - HOUR
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=start, ends_at=start + HOUR / 2)
    meeting.refresh_from_db()
    return meeting
