"""What the service offers at an instant: which campaign, numbers, hours and promise.

One campaign counts at a time. If some run, the one that started last (a short campaign over a
permanent one, as a rule). A request received outside any campaign belongs to none, and is
answered all the same: the desk's own terms hold, the service never closes.

| phase | when | `campaign` | `about` |
|---|---|---|---|
| during | one runs and has an end | it | it |
| permanent | one runs without an end, or there is none and never was | it, or None | the same |
| before | none runs, one starts within ANNOUNCED_DAYS | None | the next to start |
| after | none runs or starts soon, one has ended | None | the last to end |
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from campaigns.models import Campaign, OpeningCalendar
from campaigns.promise import Calendar, Rule, is_open, promise
from campaigns.services.terms import terms

ANNOUNCED_DAYS = 60

BEFORE, DURING, AFTER, PERMANENT = "before", "during", "after", "permanent"


@dataclass(frozen=True)
class Offer:
    """What holds at an instant. `campaign` is the one a request received then belongs to;
    `about` the one the pages speak of, so also the next or the last. `name` is the service's.
    `places`: part of the day -> how many calls fit in it; a part without a limit is not in it."""

    campaign: Campaign | None
    phase: str
    sms_number: str
    voice_number: str
    calendar: OpeningCalendar
    hours: Calendar
    rule: Rule
    name: str
    about: Campaign | None = None
    places: Mapping[str, int] = field(default_factory=dict)


def offer_at(at):
    """The Offer at that instant; None only while no Desk is set up.

    Four queries, or none when they were made a moment ago (campaigns.services.terms).
    """
    known = terms()
    desk = known.desk
    if desk is None:
        return None
    if at.utcoffset() is None:
        raise ValueError("offer_at needs an instant with its time zone.")
    today = at.astimezone(ZoneInfo(desk.calendar.time_zone)).date()
    if today not in known.offers:
        known.offers[today] = _offer_on(today, known)
    return known.offers[today]


def _offer_on(today, known):
    desk = known.desk
    phase, about = phase_on(today, known.campaigns)
    campaign = about if phase in {DURING, PERMANENT} else None
    calendar = (campaign and campaign.calendar) or desk.calendar
    return Offer(
        campaign=campaign,
        phase=phase,
        sms_number=(campaign and campaign.sms_number) or desk.sms_number,
        voice_number=desk.voice_number,
        calendar=calendar,
        hours=known.hours(calendar),
        rule=rule_of(desk, campaign),
        name=desk.name,
        about=about,
        places=desk.places,
    )


def phase_on(day, campaigns):
    """The phase on that day (a date in the desk's zone) and the campaign it speaks of."""
    known = [one for one in campaigns if one.starts_on <= day + timedelta(days=ANNOUNCED_DAYS)]
    running = [one for one in known if one.runs_on(day)]
    if running:
        return (DURING if running[-1].ends_on else PERMANENT), running[-1]
    coming = [one for one in known if one.starts_on > day]
    if coming:
        return BEFORE, coming[0]
    if known:
        return AFTER, max(known, key=lambda one: (one.ends_on, one.pk))
    return PERMANENT, None


def rule_of(desk, campaign=None):
    """How the days of the promise are counted: the campaign's way, else the desk's."""
    return Rule(
        days=(campaign and campaign.promise_days) or desk.promise_days,
        unit=(campaign and campaign.promise_unit) or desk.promise_unit,
    )


def is_desk_open(at):
    """Whether somebody is at work: the desk is set up, and open at that instant."""
    offer = offer_at(at)
    return offer is not None and is_open(at, offer.hours)


def promise_at(offer, received_at):
    """The Promise made under that offer to a request received at that instant."""
    return promise(received_at, offer.rule, offer.hours)
