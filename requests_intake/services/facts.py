"""What an erased request leaves for the figures: a fact that nobody can be found by."""

import secrets
from datetime import datetime, time
from itertools import groupby
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from julien.retention.models import Fact
from julien.retention.owned import tables
from requests_intake.models import CallbackRequest

ZONE = ZoneInfo(settings.TIME_ZONE)
NOON = time(12)
# Negative, so that no key is ever the id of a living row; rows of one fact count down from it.
ROOM = 10_000
chance = secrets.SystemRandom()


def leave_facts(request_ids):
    """Write the facts of these requests, and mix them with those of the same months.

    Whom no figure counts leaves nothing: spam, duplicates, a request outside its campaign's days.
    Days are lost in facts, so what figures by week need is added to its week first.
    """
    requests = CallbackRequest.objects.filter(pk__in=request_ids).select_related("campaign")
    counted = requests.exclude(pk__in=import_string(settings.REQUESTS_SET_ASIDE)())
    found = {each.pk: each for each in counted if _is_in_its_campaign(each)}
    import_string(settings.WEEKS_KEPT_BY)(list(found))
    story, clock = _rows_of(found)
    facts = [
        Fact(
            month=_month(request),
            campaign_id=request.campaign_id,
            channel=request.channel,
            counted_at=_counted_at(request),
            story=story[pk],
            clock=clock[pk],
        )
        for pk, request in found.items()
    ]
    _mix(facts)


def _month(request):
    return timezone.localtime(request.received_at, ZONE).date().replace(day=1)


def _counted_at(request):
    """Noon of the first day of the month, or of the campaign when that began later."""
    day = _month(request)
    if request.campaign:
        day = max(day, request.campaign.starts_on)
    return datetime.combine(day, NOON, ZONE)


def _is_in_its_campaign(request):
    """Reports count a campaign's requests from its first day to its last."""
    day = timezone.localtime(request.received_at, ZONE).date()
    return request.campaign is None or request.campaign.runs_on(day)


def _rows_of(requests):
    """Two dicts by request id, {table: its row or rows}: what was coded, and how long it took."""
    story = {pk: {} for pk in requests}
    clock = {pk: {} for pk in requests}
    for table in tables():
        if not table.counts:
            continue
        together = clock if table.clock else story
        for pk in requests:
            if table.stays:
                story[pk][table.name] = clock[pk][table.name] = {}
            else:
                together[pk][table.name] = []
        for row in table.rows(requests).annotate(whose=F(table.person)).order_by("pk"):
            _add(table, row, requests, story, clock)
    return story, clock


def _add(table, row, requests, story, clock):
    pk = row.whose
    kept, timed = {}, {}
    for name in table.kept:
        part = timed if name in table.timed else kept
        part[_column(table, name)] = _plain(table, row, name)
    came = requests[pk].received_at
    passed = {name: _seconds(getattr(row, name), came) for name in table.clock}
    if table.stays:
        story[pk][table.name], clock[pk][table.name] = kept, passed | timed
    elif table.clock:
        clock[pk][table.name].append(kept | passed)
    else:
        story[pk][table.name].append(kept)


def _column(table, name):
    return table.model._meta.get_field(name).column


def _plain(table, row, name):
    if name in table.coded:
        return table.coded[name](row)
    return getattr(row, table.model._meta.get_field(name).attname)


def _seconds(instant, came):
    return None if instant is None else (instant - came).total_seconds()


def _mix(new):
    """Write new facts so that none can be told from the others of its month.

    All facts of the months touched are written again with new keys in a random order, and within
    a month, campaign and channel the clocks change places. Sums and medians stay what they are.
    """
    old = []
    for month, campaign_id in {(fact.month, fact.campaign_id) for fact in new}:
        same = Fact.objects.filter(month=month, campaign_id=campaign_id)
        old += same
        same.delete()
    facts = sorted(old + new, key=_group)
    for _same, members in groupby(facts, key=_group):
        _swap_clocks(list(members))
    chance.shuffle(facts)
    for fact in facts:
        fact.key = -ROOM * chance.randrange(1, 2**48)
    Fact.objects.bulk_create(facts)


def _group(fact):
    return fact.month, fact.campaign_id or 0, fact.channel


def _swap_clocks(facts):
    clocks = [fact.clock for fact in facts]
    chance.shuffle(clocks)
    for fact, clock in zip(facts, clocks, strict=True):
        fact.clock = clock
