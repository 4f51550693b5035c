"""What "take the next" gives to whom: languages, wishes, teams. By hand, anybody takes anything.

The promise is stronger than each of these: from ALARM_BEFORE its end, and when words of danger
were written, a line is for whoever is there.
"""

from datetime import datetime
from functools import cache, lru_cache
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, Func, Q, Subquery, When

from callbacks.head import ME, NOW, STATEMENTS, TO_TAKE, keys_statement
from callbacks.hour import any_hour
from callbacks.models import Callback
from callbacks.rules import ALARM_BEFORE, CANDIDATES, LEASE
from callbacks.services.leases import Absent
from callbacks.services.moves import PRESS, UNTIL
from callbacks.states import State
from julien.core.kept_sql import Found, Statement, statement
from julien.core.roles import Can
from julien.staff.models import Absence, User
from requests_intake.windows import wished_in

FIELDS = [field.attname for field in Callback._meta.concrete_fields]
# Everybody in the team speaks it, whatever is noted.
OF_THE_TEAM = "fr"


class Suiting(NamedTuple):
    """What to choose the next from, for somebody who leaves these languages to others."""

    left: tuple

    def callbacks(self, by, hour):
        """Those, unordered. `by` and the instants of `hour` may be Given."""
        mine = Callback.objects.takeable(hour.now).not_of_another_team(by, hour.now)
        return mine.filter(_presses(hour.now) | ~Q(request__language__in=self.left))

    def requests(self, _hour):
        """None: they may be any."""


@lru_cache(maxsize=STATEMENTS)
def first_free(suiting, shape):
    """The Statement that locks the callback to make now, at an hour of that shape: the first line
    of the head of the queue that nobody is changing. It finds all columns of it.

    A line that had better wait for its wished moment comes after those that need not.
    """
    hour = any_hour(shape)
    head = keys_statement(suiting, shape, TO_TAKE, CANDIDATES)
    heads = suiting.callbacks(ME, hour).filter(pk=Found("ANY(ARRAY(SELECT pk FROM head))"))
    waits = Case(When(wished_now(hour), then=0), default=1)
    order = heads.in_working_order(hour).order_by(waits, "rank", "order_at", "pk")
    first = statement(order.values_list(*FIELDS)[:1])
    # Django's own SQL. It would lock in a transaction only; this is part of a statement that is one
    lock = "FOR NO KEY UPDATE OF callbacks_callback SKIP LOCKED"
    return Statement(f"WITH head AS ({head.sql}) {first.sql} {lock}")  # nosec B608


def wished_now(hour):
    """Of those, the ones that come first: they need not wait for a better moment.

    A first call waits for the day and the part of it that were wished, if they come before the
    promise.
    An agreed moment, and a next try that was planned, are as they are.
    """
    other_day = ~Q(request__days=[]) & ~Q(request__days__contains=[hour.day])
    nothing_later = other_day | ~Q(request__windows__overlap=list(hour.later))
    last_chance = Q(due_at__lt=hour.tonight) & nothing_later
    wished = wished_in(hour.part, hour.day)
    return _presses(hour.now) | ~Q(state=State.QUEUED) | wished | last_chance


def _presses(at):
    return Q(due_at__lte=at + ALARM_BEFORE) | Q(request__in_danger=True)


class Taker(NamedTuple):
    """Who takes, at one instant.

    suiting: what to choose from. until: when a claim of theirs ends. pressed: the key of the
    callback that this press of the button took already, or None.
    """

    suiting: Suiting
    until: datetime
    pressed: int | None


def lock_taker(by, at, press):
    """The Taker. Until the transaction ends, another press of theirs waits, and so does the entry
    of an absence: it finds what they take, or they find the absence. Raises Absent."""
    _person().run(me=by.pk)
    [(spoken, since, back, pressed)] = _facts().run(me=by.pk, now=at, press=press, until=at + LEASE)
    if since and since <= at:
        raise Absent(back)
    left = sorted({*spoken} - {OF_THE_TEAM, *by.languages})
    return Taker(Suiting(tuple(left)), min(at + LEASE, since or at + LEASE), pressed)


@cache
def _person():
    me = statement(User.objects.filter(pk=ME).values_list("pk"))
    return Statement(f"{me.sql} FOR NO KEY UPDATE")


@cache
def _facts():
    """The Statement for what colleagues speak, the next absence (since, back), and the press."""
    away = Absence.objects.until(UNTIL, NOW).filter(person=ME).order_by("starts_at", "pk")
    pressed = Callback.objects.filter(press=PRESS, claimed_by=ME).values("pk")
    return statement(
        User.objects.filter(pk=ME).values_list(
            ArraySubquery(_spoken()),
            Subquery(away.values("starts_at")[:1]),
            Subquery(away.values("ends_at")[:1]),
            Subquery(pressed),
        )
    )


def spoken_by_others(by, at):
    """What the colleagues of `by` who can call, and are not away, say they speak."""
    return {code for (code,) in _spoken_by_others().run(me=by.pk, now=at)}


@cache
def _spoken_by_others():
    return statement(_spoken())


def _spoken():
    away = Absence.objects.running(NOW).values("person")
    there = User.objects.who_can(Can.WORK_QUEUE).exclude(pk=ME).exclude(pk__in=away)
    code = Func("languages", function="unnest", output_field=CharField())
    return there.order_by().annotate(code=code).values_list("code").distinct()
