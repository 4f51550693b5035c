"""The head of the queue, read without sorting the queue.

in_working_order says what the order is, by sorting all it is given. Here the same order is
reached from the other side: the queue is a few sorts of lines, each of which stands in an index
in its own order, and only the first lines of each can be the first of all.
(docs/decisions/the-queue-at-any-size.md)
"""

from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from callbacks.models.callback import Rank, end_of_day
from callbacks.states import FREE, HELD, STUCK, State
from requests_intake.windows import wished_at


@dataclass(frozen=True)
class Sort:
    """One sort of lines: those of `rank` that are `where`, in the order of `by`."""

    rank: Rank
    where: Q
    by: str = "due_at"

    def first(self, callbacks, now, size, last):
        """The first `size` of these among `callbacks`, behind `last`. Their keys only."""
        lines = callbacks.in_working_order(now).filter(self.where).order_by(self.by, "pk")
        if last:
            lines = lines.after(last)
            if last.rank == self.rank:
                # Says nothing new: it lets the index begin where the page before ended.
                lines = lines.filter(**{f"{self.by}__gte": last.order_at})
        return lines.values_list("rank", "order_at", "pk")[:size]


def head(callbacks, now, size, *, last=None):
    """callbacks.in_working_order(now)[:size], behind `last` if given.

    Two queries: the keys of the first, here; their rows, when what is returned is read. A line
    that changed in between is still shown, but filtered and ordered as it is by then.
    """
    sorts = [sort for sort in _sorts(now) if last is None or sort.rank >= last.rank]
    heads = [sort.first(callbacks, now, size, last) for sort in sorts]
    heads += [_first_sorted(callbacks, where, now, size, last) for where in _few(now)]
    first = heads[0].union(*heads[1:], all=True).order_by("rank", "order_at", "pk")[:size]
    with _indexes_in_their_order():
        keys = [pk for _rank, _at, pk in first]
    return callbacks.in_working_order(now).filter(pk__in=keys)


@contextmanager
def _indexes_in_their_order():
    """PostgreSQL takes "not closed" and "queued" for independent, so it expects few lines and
    would sort them all. Here it may sort only what stands in no index."""
    with connection.cursor() as cursor:
        cursor.execute("SET enable_sort = off; SET enable_bitmapscan = off")
        try:
            yield
        finally:
            cursor.execute("RESET enable_sort; RESET enable_bitmapscan")


def _sorts(now):
    """Every callback that is not closed, nor one of the _few, is in exactly one of these."""
    queued = Q(state=State.QUEUED)
    tried = Q(state=State.WAITING, visible_from__lte=now)
    overdue = Q(due_at__lt=now)
    today = Q(due_at__gte=now, due_at__lt=end_of_day(now))
    later = Q(due_at__gte=end_of_day(now))
    wished = wished_at(now)
    calm = Q(request__in_danger=False)
    for lines in (queued & calm, tried & calm):
        yield Sort(Rank.OVERDUE, lines & overdue)
        yield Sort(Rank.TODAY_AS_WISHED, lines & today & wished)
        yield Sort(Rank.REST, lines & today & ~wished)
        yield Sort(Rank.REST, lines & later)
    appointed = Q(state=State.APPOINTED)
    yield Sort(Rank.APPOINTMENT_DUE, appointed & Q(visible_from__lte=now) & calm, "visible_from")
    yield Sort(Rank.NOT_YET, appointed & Q(visible_from__gt=now), "visible_from")
    yield Sort(Rank.NOT_YET, Q(state=State.WAITING, visible_from__gt=now))
    yield Sort(Rank.STUCK, Q(state__in=STUCK))


def _few(now):
    """Those there are never many of: in danger, and in somebody's hands. They may be sorted."""
    ready = Q(visible_from=None) | Q(visible_from__lte=now)
    yield Q(request__in_danger=True, state__in=FREE) & ready
    yield Q(state__in=HELD)


def _first_sorted(callbacks, where, now, size, last):
    lines = callbacks.in_working_order(now).filter(where)
    return (lines.after(last) if last else lines).values_list("rank", "order_at", "pk")[:size]
