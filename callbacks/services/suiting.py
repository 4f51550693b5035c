"""What "take the next" gives to whom: languages, wishes, teams. By hand, anybody takes anything.

The promise is stronger than each of these: from ALARM_BEFORE its end, and when words of danger
were written, a line is for whoever is there.
"""

from functools import cache
from typing import NamedTuple

from django.db.models import Q

from callbacks.head import ME, NOW
from callbacks.models import Callback
from callbacks.rules import ALARM_BEFORE
from callbacks.states import State
from julien.core.kept_sql import statement
from julien.core.roles import Can
from julien.staff.models import Absence, User
from requests_intake.windows import wished_in

# Everybody in the team speaks it, whatever is noted.
OF_THE_TEAM = "fr"


class Suiting(NamedTuple):
    """What to choose the next from, for somebody who leaves these languages to others."""

    left: tuple

    def callbacks(self, by, hour):
        """Those, unordered. `by` and the instants of `hour` may be Given."""
        mine = Callback.objects.takeable(hour.now).not_of_another_team(by, hour.now)
        return mine.filter(_presses(hour.now) | ~Q(request__language__in=self.left))


def suiting(by, at):
    """The Suiting of `by`: languages and teams."""
    return Suiting(tuple(sorted(left_to_others(by, at))))


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


def left_to_others(by, at):
    """The languages that somebody who is there speaks, and `by` does not."""
    return spoken_by_others(by, at) - {OF_THE_TEAM, *by.languages}


def spoken_by_others(by, at):
    """What the colleagues of `by` who can call, and are not away, say they speak."""
    return {code for (codes,) in _colleagues().run(me=by.pk, now=at) for code in codes}


@cache
def _colleagues():
    """The Statement for the languages of each colleague who is there."""
    away = Absence.objects.running(NOW).values("person")
    there = User.objects.who_can(Can.WORK_QUEUE)
    return statement(there.exclude(pk=ME).exclude(pk__in=away).values_list("languages"))
