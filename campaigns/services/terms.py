"""The rows that every offer is made from, and the partners' codes, kept for a moment.

They change a few times a year and are asked for by every request, page and message. Each process
looks at most once in settings.OFFER_KEPT_SECONDS whether they have changed, so an edit holds
everywhere within that time (a second); it shows in the version of the pages, which reads the same
rows. The suite sets 0: every test reads its own rows.
"""

import threading
import time
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection

from campaigns.models import Campaign, Desk, Partner
from campaigns.services.calendars import hours_of
from campaigns.services.pages_version import pages_version


@dataclass
class Terms:
    """`desk` is None until one is set up; `campaigns` in the order in which they start.

    `version`: of the pages, before the rows were read; None when they may yet be undone. `offers`:
    what campaigns.services.offer has made of them, by day.
    """

    desk: Desk | None
    campaigns: list[Campaign]
    read_at: float
    version: object = None
    offers: dict = field(default_factory=dict)
    _hours: dict = field(default_factory=dict)
    _partners: dict | None = None

    def hours(self, calendar):
        """What campaigns.promise reads of a calendar: two queries the first time."""
        if calendar.pk not in self._hours:
            self._hours[calendar.pk] = hours_of(calendar)
        return self._hours[calendar.pk]

    def partners(self):
        """{code: Partner} of all who relay: one query the first time."""
        if self._partners is None:
            self._partners = {partner.code: partner for partner in Partner.objects.all()}
        return self._partners


NEVER_READ = Terms(None, [], read_at=float("-inf"))
_last = NEVER_READ
_forgotten = 0  # how often
_lock = threading.Lock()


def terms():
    """The Terms, at most OFFER_KEPT_SECONDS old. Three queries; one when nothing has changed, or
    none."""
    global _last
    last, forgotten, now = _last, _forgotten, time.monotonic()
    if last.desk is not None and now - last.read_at < settings.OFFER_KEPT_SECONDS:
        return last
    version = pages_version() if settings.OFFER_KEPT_SECONDS else None
    if last.desk is not None and version is not None and version == last.version:
        last.read_at = now
        return last
    fresh = Terms(
        desk=Desk.objects.select_related("calendar").first(),
        campaigns=list(Campaign.objects.select_related("calendar").order_by("starts_on", "pk")),
        read_at=now,
        # What is read inside a transaction may be of that transaction, and undone with it.
        version=None if connection.in_atomic_block else version,
    )
    with _lock:
        if forgotten == _forgotten:
            _last = fresh
    return fresh


def desk_last_known():
    """The Desk as this process last read it, or None. Reads nothing, however old that is."""
    return _last.desk


def forget():
    """Whoever asks from now on reads anew; what another thread is just reading is not kept."""
    global _last, _forgotten
    with _lock:
        _last, _forgotten = NEVER_READ, _forgotten + 1
