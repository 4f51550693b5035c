"""The night's round: which addresses there are, which are due, what each answer means.

Each row is claimed before its site is asked and written after: two workers never ask the same
address together, and a worker that dies leaves a row that is due again within the hour.
"""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from campaigns.editing.links.asking import ask
from campaigns.models import AidSource, Link, Provider

CLAIMED_FOR = timedelta(hours=1)
# A failed check is tried again after these; from then on each night.
RETRIES = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=18))
BELIEVED_AFTER = 3  # failures in a row before an editor is troubled
ROUND_STARTS = time(2, 0)
LONGEST_WAIT = timedelta(days=2)
AT_A_TIME = 500
Problem, State = Link.Problem, Link.State
# Nothing is wrong with the page for sure: a person looks, residents are served.
DOUBTFUL = {Problem.FORBIDDEN, Problem.SOFT}
NEVER_RETRIED = {Problem.INSIDE, Problem.NOT_AN_ADDRESS}


def address_in(source):
    """The address of a source, without the note that may follow it; "" when it is none."""
    address = source.partition(" ")[0]
    return address if address.startswith(("http://", "https://")) else ""


def used_addresses():
    """Every address that a page leads to."""
    sources = map(address_in, AidSource.objects.values_list("address", flat=True))
    sites = Provider.objects.exclude(url="").values_list("url", flat=True)
    return {address for address in (*sources, *sites) if address}


@transaction.atomic
def collect_links(*, at):
    """A row for each address that is used, due now when it is new; none for the others."""
    used = used_addresses()
    Link.objects.exclude(address__in=used).delete()
    known = set(Link.objects.values_list("address", flat=True))
    rows = [Link(address=address, next_check_at=at) for address in sorted(used - known)]
    Link.objects.bulk_create(rows, ignore_conflicts=True)


def check_due(*, at, asking=ask, clock=timezone.now):
    """Check what is due. Returns how many were checked. `asking` says the Answer of an address."""
    collect_links(at=at)
    done = 0
    due = Link.objects.due(at).order_by("next_check_at", "pk")
    for pk, address in list(due.values_list("pk", "address")[:AT_A_TIME]):
        mine = Link.objects.due(at).filter(pk=pk).update(next_check_at=at + CLAIMED_FOR)
        if mine:
            note(pk, asking(address), at=clock())
            done += 1
    return done


@transaction.atomic
def note(pk, answer, *, at):
    """Write down an answer: what is said of the address, and when it is asked again."""
    link = Link.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if link is None:
        return
    link.checked_at, link.status, link.problem = at, answer.status, answer.problem
    if answer.problem == Problem.BUSY:
        link.next_check_at = at + waited(answer.wait)
    elif answer.problem and answer.problem not in DOUBTFUL:
        note_failure(link, at)
    else:
        link.failures, link.broken_since = 0, None
        link.moved_to = answer.moved_to
        link.state = State.MOVED if answer.moved_to else State.FINE
        if answer.problem:
            link.state = State.DOUBTFUL
        link.next_check_at = next_round(at)
    link.save()


def note_failure(link, at):
    link.failures = min(link.failures + 1, 1000)
    link.broken_since = link.broken_since or at
    sure = link.failures >= BELIEVED_AFTER or link.problem in NEVER_RETRIED
    link.state = State.BROKEN if sure else State.FAILING
    tries = link.failures - 1
    retry = at + RETRIES[tries] if tries < len(RETRIES) else next_round(at)
    link.next_check_at = next_round(at) if link.problem in NEVER_RETRIED else retry


def waited(asked):
    """How long a site that is busy is left in peace: what it asks, an hour at least."""
    return min(max(timedelta(seconds=asked), timedelta(hours=1)), LONGEST_WAIT)


def next_round(at):
    """The start of the next night's round."""
    local = timezone.localtime(at)
    start = datetime.combine(local.date(), ROUND_STARTS, tzinfo=local.tzinfo)
    return start if start > local else start + timedelta(days=1)
