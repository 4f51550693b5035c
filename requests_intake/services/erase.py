"""Erasing people: because they ask, or because their time is over.

All of a person goes in one transaction, or nothing: what an interruption leaves is whole people,
erased or not, and the next run goes on. What stays: a trace (the reference and dates, CLOSED with
the reason "erased"), gone itself after the days of the kind "traces", and a fact without identity.
"""

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from julien.retention.erased_list import note_erased
from julien.retention.models import LegalHold
from julien.retention.owned import modules, tables
from requests_intake.models import CallbackRequest
from requests_intake.services.facts import leave_facts

ONE_AT_A_TIME = 0x4A55_4C45  # "JULE": facts of a month are mixed by one at a time


class OnHold(Exception):
    """Some of the requests must be kept (LegalHold). `references` are theirs."""

    def __init__(self, references):
        super().__init__(", ".join(references))
        self.references = references


@transaction.atomic
def erase_person(*, request_ids, by, at):
    """Erase these requests of one person, who asked for it. Returns how many were still there.

    Those joined to them as duplicates go with them. An open request is withdrawn with it: nobody
    will call. Messages that wait are not sent. Requests of the same number that are not named
    stay: it may be the family's phone. Raises OnHold when one must be kept; then nothing is erased.
    """
    requests = _locked(CallbackRequest.objects.filter(pk__in=request_ids))
    held = requests.filter(pk__in=LegalHold.objects.person_ids(timezone.localdate(at)))
    if references := list(held.values_list("reference", flat=True)):
        raise OnHold(references)
    return _erase(requests, by=by, at=at)


@transaction.atomic
def erase_batch(*, requests, at):
    """Erase those of this queryset that are not on hold. Returns how many."""
    locked = _locked(requests)
    free = locked.exclude(pk__in=LegalHold.objects.person_ids(timezone.localdate(at)))
    return _erase(free, by=None, at=at)


def _locked(requests):
    """Those not erased yet and their duplicates, ours to the end; one erasure at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    ids = list(requests.filter(erased_at=None).values_list("pk", flat=True))
    theirs = Q(pk__in=ids) | Q(merged_into__in=ids)
    same = CallbackRequest.objects.filter(theirs, erased_at=None).values_list("pk", flat=True)
    mine = CallbackRequest.objects.filter(pk__in=list(same))
    for module in reversed(modules()):
        module.lock(mine)
    return mine


def _erase(requests, *, by, at):
    """The whole of it, in the caller's transaction."""
    references = dict(requests.values_list("pk", "reference"))
    mine = CallbackRequest.objects.filter(pk__in=references)
    for module in modules():
        module.end(mine, by=by, at=at)
    leave_facts(references)
    for table in reversed(tables()):
        if not table.stays:
            table.rows(references).delete()
    for module in reversed(modules()):
        module.mark(mine, by=by, at=at)
    for table in tables():
        if table.stays:
            table.rows(references).update(**table.empty)
    mine.update(erased_at=at)
    note_erased(references.values(), at)
    return len(references)
