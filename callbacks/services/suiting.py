"""What "take the next" gives to whom: languages, wishes, teams. By hand, anybody takes anything.

The promise is stronger than each of these: from ALARM_BEFORE its end, and when words of danger
were written, a line is for whoever is there.
"""

from django.db.models import Q

from callbacks.models import Callback
from callbacks.models.callback import end_of_day
from callbacks.rules import ALARM_BEFORE
from callbacks.states import State
from julien.core.roles import Can
from julien.staff.models import Absence, User
from requests_intake.windows import day_code, later_parts, wished_at

# Everybody in the team speaks it, whatever is noted.
OF_THE_TEAM = "fr"


def suiting(by, at):
    """The callbacks to choose the next from, for `by`, unordered: languages and teams."""
    others = Q(request__language__in=left_to_others(by, at))
    mine = Callback.objects.takeable(at).not_of_another_team(by, at)
    return mine.filter(_presses(at) | ~others)


def wished_now(at):
    """Of those, the ones that come first: they need not wait for a better moment.

    A first call waits for the day and the part of it that were wished, if they come before the
    promise.
    An agreed moment, and a next try that was planned, are as they are.
    """
    other_day = ~Q(request__days=[]) & ~Q(request__days__contains=[day_code(at)])
    nothing_later = other_day | ~Q(request__windows__overlap=later_parts(at))
    last_chance = Q(due_at__lt=end_of_day(at)) & nothing_later
    return _presses(at) | ~Q(state=State.QUEUED) | wished_at(at) | last_chance


def _presses(at):
    return Q(due_at__lte=at + ALARM_BEFORE) | Q(request__in_danger=True)


def left_to_others(by, at):
    """The languages that somebody who is there speaks, and `by` does not."""
    return spoken_by_others(by, at) - {OF_THE_TEAM, *by.languages}


def spoken_by_others(by, at):
    """What the colleagues of `by` who can call, and are not away, say they speak."""
    away = Absence.objects.running(at).values("person")
    there = User.objects.open().exclude(pk=by.pk).exclude(pk__in=away)
    return {code for one in there if one.can(Can.WORK_QUEUE) for code in one.languages}
