"""Taking a callback and giving it back. A claim is a lease that ends by itself."""

from functools import lru_cache

from django.db import transaction
from django.utils.translation import gettext as _

from callbacks.head import STATEMENTS, index_order
from callbacks.hour import hour_of
from callbacks.models import Callback, CallbackMove
from callbacks.results import Result
from callbacks.rules import CANDIDATES, LEASE, Why
from callbacks.services.fill import catch_up
from callbacks.services.leases import CALLING, lease_end, refuse_absent
from callbacks.services.moves import IllegalMove, claiming, lock, move
from callbacks.services.suiting import FIELDS, first_free, lock_taker
from callbacks.states import FREE, HELD, STUCK, State


class TakenBy(Exception):
    """Somebody else has it in hand; `holder` is None when nobody does (and you do not either)."""

    def __init__(self, holder):
        super().__init__("held by somebody else" if holder else "not held")
        self.holder = holder


class NotOpen(Exception):
    """Closed, or the person has just withdrawn."""


class CallRunning(Exception):
    """A call was dialled and its result is not noted yet."""


def take_next(*, by, at, press=None):
    """Give `by` the callback to make now, or None. Whatever happens, it has one holder.

    `press` is the button press: the same one twice (a double click) gives the same callback.
    Raises Absent.
    """
    with index_order():
        catch_up(at=at)
        with transaction.atomic():
            return _claim_first(by, at, press)


def _claim_first(by, at, press):
    """Take in one statement; in two if the first line is one that somebody let lie."""
    who, hour = lock_taker(by, at, press), hour_of(at)
    if who.pressed:
        return Callback.objects.get(pk=who.pressed)
    values = {"me": by.pk, "room": CANDIDATES, **hour.instants}
    kept = _claiming(who.suiting, hour.shape)
    for _first, *columns in kept.run(until=who.until, press=press, **values):
        if columns[0]:
            return Callback.from_db("default", FIELDS, columns)
        for lying in first_free(who.suiting, hour.shape).run(**values):
            return _claim(Callback.from_db("default", FIELDS, lying), by, at, press)
    return None


@lru_cache(maxsize=STATEMENTS)
def _claiming(suiting, shape):
    return claiming(first_free(suiting, shape))


@transaction.atomic
def take(*, callback_id, by, at):
    """Give `by` this callback, before its hour too. Taking what one holds renews the lease.

    Raises TakenBy(holder), NotOpen, Absent, or IllegalMove when it waits for a supervisor.
    """
    refuse_absent(by, at)
    callback = lock(callback_id)
    _require_open(callback)
    if callback.state in STUCK:
        raise IllegalMove(callback.state, State.CLAIMED)
    if callback.state in HELD and callback.claimed_by_id == by.pk:
        callback.lease_until = lease_end(by, at)
        callback.save(update_fields=["lease_until"])
        return callback
    if callback.is_held(at):
        raise TakenBy(callback.claimed_by)
    return _claim(callback, by, at)


def _require_open(callback):
    if callback.state == State.CLOSED or callback.request.closed_at:
        raise NotOpen


def _claim(callback, by, at, press=None):
    if callback.state in HELD:
        end_lease(callback, at)
    until = lease_end(by, at)
    claim = {"claimed_by": by, "claimed_at": at, "lease_until": until, "press": press}
    return move(callback, State.CLAIMED, by=by, why=Why.TAKEN, at=at, **claim)


def end_lease(callback, at):
    """Write down that the holder let it lie; a call without a result stays known as such."""
    ended = {"result": Result.TECHNICAL_FAILURE, "ended_at": at}
    unknown = _("Résultat pas noté avant la fin de la réservation.")
    callback.attempts.running().update(**ended, note=unknown)
    move(callback, _before_claim(callback), by=None, why=Why.LEASE_ENDED, at=at)


def _before_claim(callback):
    """Where it goes when given back: an agreed moment is not lost by opening the record."""
    if callback.state != State.CLAIMED or callback.visible_from is None:
        return State.QUEUED
    return State(
        CallbackMove.objects.filter(callback=callback, to=State.CLAIMED).latest("at", "pk").was
    )


@transaction.atomic
def end_leases(*, at):
    """Put back what somebody let lie, and write it down. Returns how many.

    The lease had ended by itself: others could take it without this. Not while a call or an
    interview goes on: there a person is on the line, and who takes it over says so by hand.
    """
    ended = Callback.objects.filter(state=State.CLAIMED, lease_until__lt=at).exclude(CALLING)
    left = list(ended.select_for_update(of=("self",), skip_locked=True))
    for callback in left:
        end_lease(callback, at)
    return len(left)


def lock_mine(callback_id, by, at):
    """lock_held(), also when the lease ended and nobody took it since: then it is taken again."""
    callback = lock(callback_id)
    if callback.state in FREE and not callback.request.closed_at and _let_it_lie(callback, by):
        _claim(callback, by, at)
    return lock_held(callback_id, by)


def _let_it_lie(callback, by):
    """Whether the last that happened is that the lease of `by` ended."""
    last = list(callback.moves.order_by("-pk")[:2])
    if len(last) < 2 or last[0].why != Why.LEASE_ENDED:
        return False
    return by.pk == (last[1].given_to_id or last[1].by_id)


def lock_held(callback_id, by):
    """Read for change what `by` has in hand, the lease ended or not. Raises TakenBy, NotOpen."""
    callback = lock(callback_id)
    if callback.state == State.CLOSED:
        raise NotOpen
    if callback.state not in HELD or callback.claimed_by_id != by.pk:
        raise TakenBy(callback.claimed_by)
    return callback


def give_back(callback, *, by, why, at):
    """Move what is held to where it was before it was taken, with its agreed moment."""
    return move(callback, _before_claim(callback), by=by, why=why, at=at)


@transaction.atomic
def release(*, callback_id, by, at, why):
    """Give a callback back without a call. Raises CallRunning when one was dialled."""
    callback = lock_held(callback_id, by)
    if callback.attempts.running().exists():
        raise CallRunning
    return give_back(callback, by=by, why=why, at=at)


def renew(*, callback_id, by, at):
    """Activity on the page: the lease starts again. False when somebody else took it since.

    In a call or an interview it is a whole lease; else it ends when an absence of `by` begins.
    """
    mine = Callback.objects.filter(pk=callback_id, claimed_by=by, state__in=HELD)
    idle = mine.filter(state=State.CLAIMED).exclude(CALLING)
    return bool(idle.update(lease_until=lease_end(by, at)) or mine.update(lease_until=at + LEASE))
