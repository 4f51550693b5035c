"""The head of the queue, read without sorting the queue.

in_working_order says what the order is, by sorting all it is given. Here the same order is
reached from the other side: the queue is a few sorts of lines, each of which stands in an index
in its own order, and only the first lines of each can be the first of all.
(docs/decisions/the-queue-at-any-size.md)
"""

from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import F, Q, Value

from callbacks.models.callback import Rank, end_of_day
from callbacks.states import FREE, HELD, STUCK, State
from requests_intake.windows import wished_at

KEY = ("rank", "order_at", "pk")
# Asked one after the other: what fills a page of a long queue, and what a short one shows too.
FIRST = (Rank.DANGER, Rank.APPOINTMENT_DUE, Rank.OVERDUE, Rank.TODAY_AS_WISHED)
THEN = (Rank.REST, Rank.HELD, Rank.NOT_YET, Rank.STUCK)


@dataclass(frozen=True)
class Sort:
    """One sort of lines: those of `rank` that are `where`, in the order of `by`."""

    rank: Rank
    where: Q
    by: str = "due_at"

    def first(self, callbacks, size, last):
        """The keys of the first `size` of these among `callbacks`, behind `last`."""
        lines = callbacks.filter(self.where).order_by(self.by, "pk")
        if last and last.rank == self.rank:
            # The first says nothing new: it lets the index begin where the page before ended.
            behind = Q(**{f"{self.by}__gt": last.order_at})
            behind |= Q(**{self.by: last.order_at, "pk__gt": last.pk})
            lines = lines.filter(Q(**{f"{self.by}__gte": last.order_at}), behind)
        rank = Value(self.rank, output_field=models.SmallIntegerField())
        return lines.annotate(rank=rank, order_at=F(self.by)).values_list(*KEY)[:size]


def head(callbacks, now, size, *, last=None):
    """callbacks.in_working_order(now)[:size], behind `last` if given.

    Two or three queries: the keys of the first, here; their rows, when what is returned is read.
    A line that changed in between is still shown, but filtered and ordered as it is by then.
    """
    keys = []
    with index_order(), connection.cursor() as cursor:
        for ranks in (FIRST, THEN):
            behind = [rank for rank in ranks if last is None or rank >= last.rank]
            if behind and len(keys) < size:
                cursor.execute(*_first_keys(callbacks, behind, now, size - len(keys), last))
                keys += [pk for (pk,) in cursor]
    return callbacks.in_working_order(now).filter(pk__in=keys)


@contextmanager
def index_order():
    """PostgreSQL takes "not closed" and "queued" for independent, so it expects few lines and
    would sort or hash them all. In here it walks indexes, one line after the other, and sorts
    only what stands in none."""
    if getattr(connection, "walks_indexes", False):
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(WALK)
        connection.walks_indexes = True
        try:
            yield
        finally:
            connection.walks_indexes = False
            cursor.execute(ANY_PLAN)


_PLANS = ("enable_sort", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin")
_PLANS += ("enable_material", "jit")
WALK = "; ".join(f"SET {name} = off" for name in _PLANS)
WALK += "; SET max_parallel_workers_per_gather = 0"
ANY_PLAN = "; ".join(f"RESET {name}" for name in (*_PLANS, "max_parallel_workers_per_gather"))


def _first_keys(callbacks, ranks, now, size, last):
    """(SQL, parameters) for the first keys of these ranks: one rank after the other, each only
    when those before have not filled the page."""
    ranked = callbacks.in_working_order(now)
    few = [_sql(ranked.filter(some).values_list(*KEY)) for some in _few(now)]
    steps, params, seen = [_step("few", few)], _params(few), []
    for rank in ranks:
        lines = [_sql(sort.first(callbacks, size, last)) for sort in _sorts(now, rank)]
        lines.append(_of_the_few(rank, last))
        room = " - ".join(["%s", *(f"(SELECT count(*) FROM {name})" for name in seen)])  # nosec B608
        steps.append(_step(rank.name, lines, f"ORDER BY 2, 3 LIMIT {room}"))
        params += [*_params(lines), size]
        seen.append(rank.name)
    # Here and below: the names are those of ranks, the rest is Django's own SQL
    keys = " UNION ALL ".join(f"SELECT pk FROM {name}" for name in seen)  # nosec B608
    return f"WITH {', '.join(steps)} {keys}", params


def _sql(lines):
    """(SQL, parameters); one that can have no line asks for none."""
    try:
        return lines.query.sql_with_params()
    except EmptyResultSet:
        return "SELECT 0, now(), 0 WHERE false", ()


def _params(parts):
    return [one for _sql, params in parts for one in params]


def _step(name, parts, end=""):
    lines = " UNION ALL ".join(f"({sql})" for sql, _params in parts)
    return f"{name} (rank, order_at, pk) AS MATERIALIZED (SELECT * FROM ({lines}) lines {end})"  # nosec B608


def _of_the_few(rank, last):
    if last and last.rank == rank:
        behind = (rank, last.order_at, last.pk)
        return "SELECT * FROM few WHERE rank = %s AND (order_at, pk) > (%s, %s)", behind
    return "SELECT * FROM few WHERE rank = %s", (rank,)


def _few(now):
    """Those there are never many of: in somebody's hands, and in danger. Ranked before the rest,
    of which each rank takes its own: when a lease ended, they may stand anywhere."""
    ready = Q(visible_from=None) | Q(visible_from__lte=now)
    yield Q(state__in=HELD)
    yield Q(request__in_danger=True, state__in=FREE) & ready


def _sorts(now, rank):
    """Every callback that is not closed, nor one of the few, is in exactly one of these."""
    queued = Q(state=State.QUEUED)
    tried = Q(state=State.WAITING, visible_from__lte=now)
    appointed = Q(state=State.APPOINTED)
    calm = Q(request__in_danger=False)
    free = [queued & calm, tried & calm]
    today = Q(due_at__gte=now, due_at__lt=end_of_day(now))
    wished = wished_at(now)
    rest = Q(due_at__gte=now) & (Q(due_at__gte=end_of_day(now)) | ~wished)
    kept = appointed & Q(visible_from__lte=now) & calm
    return {
        Rank.APPOINTMENT_DUE: [Sort(rank, kept, "visible_from")],
        Rank.OVERDUE: [Sort(rank, lines & Q(due_at__lt=now)) for lines in free],
        Rank.TODAY_AS_WISHED: [Sort(rank, lines & today & wished) for lines in free],
        Rank.REST: [Sort(rank, lines & rest) for lines in free],
        Rank.NOT_YET: [
            Sort(rank, appointed & Q(visible_from__gt=now), "visible_from"),
            Sort(rank, Q(state=State.WAITING, visible_from__gt=now)),
        ],
        Rank.STUCK: [Sort(rank, Q(state__in=STUCK))],
    }.get(rank, [])
