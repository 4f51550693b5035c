"""The head of the queue, read without sorting the queue.

in_working_order says what the order is, by sorting all it is given. Here the same order is
reached from the other side: the queue is a few sorts of lines, each of which stands in an index
in its own order, and only the first lines of each can be the first of all. The statements are
written once for each shape of a question, and kept. (docs/decisions/the-queue-at-any-size.md)
"""

from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.db import connection, models
from django.db.models import F, Q, Value

from callbacks.hour import any_hour
from callbacks.models.callback import Rank
from callbacks.rules import FEW_ENOUGH
from callbacks.states import FREE, HELD, STUCK, State
from julien.core.kept_sql import Found, Given, Statement, statement
from requests_intake.windows import wished_in

KEY = ("rank", "order_at", "pk")
# Those that somebody can take, and all of them.
TO_TAKE = tuple(rank for rank in Rank if rank < Rank.HELD)
# So many statements are kept: filters, parts of the day and days of the week shape them.
STATEMENTS = 200
# When, who works, and the keys found; where a page goes on from.
NOW = Given("now", models.DateTimeField())
ME = Given("me", models.BigIntegerField())
KEYS = Given("keys", models.BigIntegerField(), "ANY(%s::bigint[])")
LAST_AT = Given("last_at", models.DateTimeField())
LAST_PK = Given("last_pk", models.BigIntegerField())


class Last(NamedTuple):
    """Where the last line of the page before stands: its rank shapes a statement, the rest is
    told when that is run."""

    rank: int
    order_at: Given = LAST_AT
    pk: Given = LAST_PK


@dataclass(frozen=True)
class Sort:
    """One sort of lines: those of `rank` that are `where`, in the order of `by`."""

    rank: Rank
    where: Q
    by: str = "due_at"

    def first(self, callbacks, size, after):
        """The keys of the first `size` of these among `callbacks`, behind the last line of the
        page before, if that was of the rank `after`."""
        lines = callbacks.filter(self.where).order_by(self.by, "pk")
        if after == self.rank:
            # The first says nothing new: it lets the index begin where the page before ended.
            behind = Q(**{f"{self.by}__gt": LAST_AT})
            behind |= Q(**{self.by: LAST_AT, "pk__gt": LAST_PK})
            lines = lines.filter(Q(**{f"{self.by}__gte": LAST_AT}), behind)
        rank = Value(self.rank, output_field=models.SmallIntegerField())
        return lines.annotate(rank=rank, order_at=F(self.by)).values_list(*KEY)[:size]


def first_keys(asked, by, hour, size, *, last=None):
    """The keys of the first `size` of those in working order, behind `last` if given.

    `asked` is hashable; asked.callbacks(by, hour) are the callbacks, for Given ones too, and
    asked.requests(hour) the requests among which alone they are, or None (filters.Filters).
    One query.
    """
    values = {"me": by.pk, "room": size, **hour.instants}
    if last:
        values |= {"last_at": last.order_at, "last_pk": last.pk}
    ranks = tuple(rank for rank in Rank if last is None or rank >= last.rank)
    kept = keys_statement(asked, hour.shape, ranks, size, last.rank if last else None)
    with index_order():
        return [pk for (pk,) in kept.run(**values)]


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


_OFF = ("sort", "bitmapscan", "hashjoin", "mergejoin", "material", "seqscan")
_PLANS = {f"enable_{name}": "off" for name in _OFF} | {"jit": "off"}
_PLANS |= {"max_parallel_workers_per_gather": "0"}
# Kept statements are planned once, for whatever values they will be given.
_PLANS |= {"plan_cache_mode": "force_generic_plan"}
# What cannot be both ("queued", and in my hands) is not looked for.
_PLANS |= {"constraint_exclusion": "on"}
WALK = "; ".join(f"SET {name} = {value}" for name, value in _PLANS.items())
ANY_PLAN = "; ".join(f"RESET {name}" for name in _PLANS)


@lru_cache(maxsize=STATEMENTS)
def keys_statement(asked, shape, ranks, size, after=None):
    """The Statement for the first `room` keys of these ranks, `size` at most; behind the last line
    of the page before, if that was of the rank `after`. One rank after the other, each read only
    when those before have not filled the room there is."""
    hour = any_hour(shape)
    callbacks = asked.callbacks(ME, hour)
    ranked = callbacks.in_working_order(hour)
    few = [_sql(ranked.filter(some).values_list(*KEY)) for some in _few(hour.now, ranks)]
    among = asked.requests(hour)
    steps, room = ([], "%(room)s") if among is None else _among(among, ranked, after)
    steps.append(_step("few", few))
    seen = []
    for rank in ranks:
        lines = [_sql(sort.first(callbacks, size, after)) for sort in _sorts(hour, rank)]
        lines.append(_of_the_few(rank, after))
        filled = (f"(SELECT count(*) FROM {name})" for name in seen)  # nosec B608
        steps.append(_step(rank.name, lines, f"ORDER BY 2, 3 LIMIT {' - '.join([room, *filled])}"))
        seen.append(rank.name)
    # Here and below: the names are those of ranks, the rest is Django's own SQL
    found = seen if among is None else ["found", *seen]
    keys = " UNION ALL ".join(f"SELECT pk FROM {name}" for name in found)  # nosec B608
    return Statement(f"WITH {', '.join(steps)} {keys}")


def _among(requests, ranked, after):
    """(steps, the room left to all others), for lines that are only among these requests. When
    there are FEW_ENOUGH, all of theirs are `found` and put in order, and nothing is left to be
    read elsewhere: who walked the queue for them would read it to its end."""
    first = _sql(requests.order_by().values("pk")[: FEW_ENOUGH + 1])
    room = f"CASE WHEN count(*) > {FEW_ENOUGH} THEN %(room)s ELSE 0 END"
    lines = ranked.filter(request=Found("ANY(ARRAY(SELECT id FROM named))"))
    if after is not None:
        lines = lines.after(Last(after))
    sort = "WHERE (SELECT lines FROM left_over) = 0 ORDER BY 1, 2, 3 LIMIT %(room)s"
    steps = [
        f"named (id) AS MATERIALIZED ({first})",
        f"left_over (lines) AS MATERIALIZED (SELECT {room} FROM named)",  # nosec B608
        _step("found", [_sql(lines.order_by().values_list(*KEY))], sort),
    ]
    return steps, "(SELECT lines FROM left_over)"


def _sql(lines):
    return statement(lines, "SELECT 0, now(), 0 WHERE false").sql


def _step(name, parts, end=""):
    lines = " UNION ALL ".join(f"({part})" for part in parts)
    return f"{name} (rank, order_at, pk) AS MATERIALIZED (SELECT * FROM ({lines}) lines {end})"  # nosec B608


def _of_the_few(rank, after):
    behind = " AND (order_at, pk) > (%(last_at)s, %(last_pk)s)" if after == rank else ""
    return f"SELECT * FROM few WHERE rank = {rank:d}{behind}"  # nosec B608


def _few(now, ranks):
    """Those there are never many of: in somebody's hands, and in danger. Ranked before the rest,
    of which each rank takes its own: when a lease ended, they may stand anywhere."""
    ready = Q(visible_from=None) | Q(visible_from__lte=now)
    yield Q(state__in=HELD) if Rank.HELD in ranks else Q(state__in=HELD, lease_until__lt=now)
    yield Q(request__in_danger=True, state__in=FREE) & ready


def _sorts(hour, rank):
    """Every callback that is not closed, nor one of the few, is in exactly one of these."""
    now, tonight = hour.now, hour.tonight
    queued = Q(state=State.QUEUED)
    tried = Q(state=State.WAITING, visible_from__lte=now)
    appointed = Q(state=State.APPOINTED)
    calm = Q(request__in_danger=False)
    free = [queued & calm, tried & calm]
    today = Q(due_at__gte=now, due_at__lt=tonight)
    wished = wished_in(hour.part, hour.day)
    rest = Q(due_at__gte=now) & (Q(due_at__gte=tonight) | ~wished)
    kept = appointed & Q(visible_from__lte=now) & calm
    return {
        Rank.APPOINTMENT_DUE: [Sort(rank, kept, "visible_from")],
        Rank.OVERDUE: [Sort(rank, lines & Q(due_at__lt=now)) for lines in free],
        Rank.TODAY_AS_WISHED: [Sort(rank, lines & today & wished) for lines in free],
        Rank.REST: [Sort(rank, lines & rest) for lines in free],
        Rank.NOT_YET: [
            Sort(rank, appointed & Q(visible_from__gt=now), "visible_from"),
            Sort(rank, Q(state=State.WAITING, visible_from__gt=now), "visible_from"),
        ],
        Rank.STUCK: [Sort(rank, Q(state__in=STUCK))],
    }.get(rank, [])
