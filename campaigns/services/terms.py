"""The small tables that offers and public pages are made from, and the partners' codes, kept for a
moment.

They change a few times a week and are asked for by every request, page and message. Each process
looks at most once in settings.OFFER_KEPT_SECONDS whether they have changed, so an edit holds
everywhere within that time (a second); it shows in the version of the pages, which reads the same
rows. The suite sets 0: every test reads its own rows.
"""

import threading
import time
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection

from campaigns.models import (
    Amount,
    AmountValue,
    Campaign,
    CheckQuestion,
    ClosedDay,
    Desk,
    GlossaryTerm,
    HomeTexts,
    LifeSituation,
    OpeningCalendar,
    OpeningPeriod,
    PagesVersion,
    Partner,
)
from campaigns.services.calendars import hours_from
from campaigns.services.pages_version import pages_version
from julien.core.together import Together


def small_tables():
    """What is read of the database. Of the calendars those that count: they grow."""
    of_desk, of_campaigns = Desk.objects.values("calendar"), Campaign.objects.values("calendar")
    in_use = OpeningCalendar.objects.filter(pk__in=of_desk.union(of_campaigns))
    return {
        PagesVersion: PagesVersion.objects.all(),
        Desk: Desk.objects.all(),
        Campaign: Campaign.objects.order_by("starts_on", "pk"),
        OpeningCalendar: in_use,
        OpeningPeriod: OpeningPeriod.objects.filter(calendar__in=in_use),
        ClosedDay: ClosedDay.objects.filter(calendar__in=in_use),
        Partner: Partner.objects.all(),
        LifeSituation: LifeSituation.objects.all(),
        HomeTexts: HomeTexts.objects.all(),
        Amount: Amount.objects.all(),
        AmountValue: AmountValue.objects.all(),
        GlossaryTerm: GlossaryTerm.objects.all(),
        CheckQuestion: CheckQuestion.objects.all(),
    }


small = Together(small_tables)


@dataclass
class Terms:
    """`desk` is None until one is set up; `campaigns` in the order in which they start.

    `version`: of the pages when the rows were read; None when they may yet be undone. `offers`:
    what campaigns.services.offer has made of them, by day.
    """

    desk: Desk | None
    campaigns: list[Campaign]
    read_at: float
    tables: dict
    version: object = None
    offers: dict = field(default_factory=dict)
    _hours: dict = field(default_factory=dict)
    _partners: dict | None = None

    def rows(self, model):
        """All rows of one of small_tables(), in the order of the model."""
        return self.tables[model].all

    def hours(self, calendar):
        """What campaigns.promise reads of a calendar of the desk or of a campaign."""
        if calendar.pk not in self._hours:
            periods, closed = (
                [one for one in self.rows(model) if one.calendar_id == calendar.pk]
                for model in (OpeningPeriod, ClosedDay)
            )
            self._hours[calendar.pk] = hours_from(calendar, periods, closed)
        return self._hours[calendar.pk]

    def partners(self):
        """{code: Partner} of all who relay."""
        if self._partners is None:
            self._partners = {partner.code: partner for partner in self.rows(Partner)}
        return self._partners


NEVER_READ = Terms(None, [], read_at=float("-inf"), tables={})
_last = NEVER_READ
_tables = {}  # as they were last read
_forgotten = 0  # how often
_lock = threading.Lock()


def terms():
    """The Terms, at most OFFER_KEPT_SECONDS old. One query at most."""
    global _last
    last, forgotten, now = _last, _forgotten, time.monotonic()
    if last.desk is not None and now - last.read_at < settings.OFFER_KEPT_SECONDS:
        return last
    may_hold = last.desk is not None and last.version is not None and settings.OFFER_KEPT_SECONDS
    if may_hold and pages_version() == last.version:
        last.read_at = now
        return last
    fresh = read_terms(now)
    with _lock:
        if forgotten == _forgotten:
            _last = fresh
    return fresh


def read_terms(now):
    """The Terms as they are committed, or as this transaction has made them."""
    global _tables
    _tables = tables = small.read(before=_tables)
    calendars = {calendar.pk: calendar for calendar in tables[OpeningCalendar].all}
    desks, campaigns = tables[Desk].made(), tables[Campaign].made()
    for one in (*desks, *campaigns):
        one.calendar = calendars.get(one.calendar_id)
    # What is read inside a transaction may be of that transaction, and undone with it.
    versions = [] if connection.in_atomic_block else tables[PagesVersion].all
    return Terms(
        desk=desks[0] if desks else None,
        campaigns=campaigns,
        read_at=now,
        tables=tables,
        version=versions[0].version if versions else None,
    )


def rows_of(model, version):
    """All rows of one of small_tables(): for a page of a version of the pages as they were last
    read, which is at least as new; without a version from the database."""
    return list(model.objects.all()) if version is None else terms().rows(model)


def desk_last_known():
    """The Desk as this process last read it, or None. Reads nothing, however old that is."""
    return _last.desk


def forget():
    """Whoever asks from now on reads anew; what another thread is just reading is not kept."""
    global _last, _forgotten
    with _lock:
        _last, _forgotten = NEVER_READ, _forgotten + 1
