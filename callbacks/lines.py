"""The lines of the queue in words: made of what was read, ready to be shown."""

from collections import namedtuple
from functools import cache
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from callbacks.lists import say_result
from callbacks.models import Callback
from callbacks.models.callback import SHOWN, Rank
from callbacks.states import HELD, State
from julien.core.languages import language_name
from julien.core.moments import due_level, say_distance, say_short
from julien.core.templatetags.same import STAND_IN
from julien.core.told_once import told_once
from julien.staff.models import User
from requests_intake.needs import say_needs
from requests_intake.services.wishes import say_wishes
from requests_intake.windows import day_code, is_within

# Stands for a reference while an address is made.
ANY = "2222222"
Wished = namedtuple("Wished", ["windows", "days"])


class Read(namedtuple("Read", SHOWN)):
    """What was read of one callback (CallbackQuerySet.for_queue_page)."""

    is_held = Callback.is_held

    @property
    def claimed_by(self):
        """Who has it in hand, as a User that knows its names only."""
        names = {"first_name": self.first_name, "last_name": self.last_name}
        return User(username=self.username, **names)


class Promise(NamedTuple):
    """The cell of the promise. `stamp`: ISO 8601. `level`: of due_badge. `new_date`: or ""."""

    stamp: str
    words: str
    level: str
    left: str
    new_date: str
    is_kept: bool
    in_danger: bool


class Wish(NamedTuple):
    """When a call is welcome. `is_now` is None for whom any time will do."""

    words: str
    is_now: bool | None


class Speech(NamedTuple):
    """The language, and what else both need to understand each other."""

    language: str
    needs: str
    is_usual: bool


class Tries(NamedTuple):
    """The calls made, and their results in words."""

    made: int
    words: str


class Badge(NamedTuple):
    """The state as it works now, and its word."""

    state: str
    label: str


class Line(NamedTuple):
    """What many lines have in common. Each cell is the same markup wherever it is the same, and so
    are all of them together ({% same %})."""

    promise: Promise
    wish: Wish
    speech: Speech
    tries: Tries
    badge: Badge
    is_mine: bool


class Act(NamedTuple):
    """What this person can do with it. The pages are of any line: STAND_IN is its reference."""

    is_mine: bool
    can_take: bool
    call_page: str
    take_page: str


class Row(NamedTuple):
    """One line of the queue. Holds no name and no number of who asked. `more`: what is said below
    the state."""

    reference: str
    line: Line
    more: tuple
    act: Act


class Teller:
    """Puts the lines of one page into words; what many of them share is put once."""

    def __init__(self, user, now):
        self.user, self.now = user, now
        self.due, self.wish = cache(self._due), cache(self._wish)
        self.speech, self.badge = cache(_speech), cache(_badge)
        self.pages = _pages("callbacks:call"), _pages("callbacks:take")

    def row(self, read, calls):
        """The Row of what was Read. `calls`: [(started_at, result, whether it keeps the promise)]
        that have a result, the first one first."""
        state = shown_state(read, self.now)
        is_mine = read.state in HELD and read.claimed_by_id == self.user.pk
        return Row(
            reference=read.reference,
            line=Line(*self._cells(read, calls, state), is_mine),
            more=tuple(filter(None, self._more(read, state))),
            act=Act(is_mine, read.rank < Rank.HELD, *self.pages),
        )

    def _cells(self, read, calls, state):
        yield self._promise(read, calls)
        yield self.wish(tuple(read.windows), tuple(read.days))
        yield self.speech(read.language, (*read.needs, *read.own_needs))
        yield _tries(calls)
        yield self.badge(state)

    def _promise(self, read, calls):
        kept = any(keeps for _at, _result, keeps in calls)
        new_date = say_short(read.new_date_told) if read.new_date_told and not kept else ""
        return Promise(*self.due(read.due_at), new_date, kept, read.in_danger)

    def _due(self, due_at):
        left = say_distance(due_at, self.now)
        return _stamp(due_at), say_short(due_at), due_level(due_at, self.now), left

    def _wish(self, windows, days):
        wished = Wished(windows, days)
        is_now = wish_is_now(wished, self.now) if windows or days else None
        return Wish(wishes_in_words(wished), is_now)

    def _more(self, read, state):
        """In whose hands it is, whether somebody may be on the list twice, until or since when."""
        if read.state in HELD and read.claimed_by_id == self.user.pk:
            yield _("par vous")
        elif read.is_held(self.now):
            yield _("par %(name)s") % {"name": read.claimed_by}
        if read.has_twin:
            yield _("doublon possible")
        yield _since(read, state, self.now)


def shown_state(callback, now):
    """The state as it works now: what an ended lease sets free is not "taken" any more."""
    if callback.state in HELD and not callback.is_held(now):
        later = callback.visible_from and callback.visible_from > now
        return State.WAITING if later else State.QUEUED
    return State(callback.state)


def wishes_in_words(request):
    """ "le mardi, le matin ou à midi", or that any time will do."""
    return say_wishes(request) or _("à toute heure")


def wish_is_now(request, now):
    """What the screen says; the order of work sorts nights with the nearest part (head.py)."""
    on_day = not request.days or day_code(now) in request.days
    return on_day and (not request.windows or is_within(now, request.windows))


def _since(read, state, now):
    if read.state in HELD and state not in HELD:
        return _("réservation de %(name)s échue") % {"name": read.claimed_by}
    if read.visible_from and state in {State.WAITING, State.APPOINTED}:
        if read.visible_from <= now:
            return _("depuis %(moment)s") % {"moment": say_short(read.visible_from)}
        return say_short(read.visible_from)
    return ""


def _tries(calls):
    said = (f"{say_short(at)} : {say_result(result)}" for at, result, _keeps in calls)
    return Tries(len(calls), " · ".join(said))


def _speech(language, needs):
    return Speech(language_name(language), say_needs(needs), language == "fr" and not needs)


def _badge(state):
    return Badge(state.value, str(state.label))


@told_once
def _stamp(at):
    return timezone.localtime(at).isoformat()


def _pages(name):
    """The address of this page of any callback."""
    return reverse(name, args=[ANY]).replace(ANY, STAND_IN)
