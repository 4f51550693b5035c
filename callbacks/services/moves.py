"""The only writer of Callback.state."""

from django.db import transaction
from django.db.models import DateTimeField, UUIDField

from callbacks.head import ME, NOW
from callbacks.models import Callback, CallbackMove, HandOver
from callbacks.rules import Why
from callbacks.states import ALLOWED, FREE, HELD, ClosedReason, State
from julien.core.kept_sql import Found, Given, Statement, update_statement
from requests_intake.models import CallbackRequest

# While it is held, a callback remembers the moment it was to be called, to give it back whole.
KEEPS_MOMENT = {State.CLAIMED, State.WAITING, State.APPOINTED}
COLUMNS = [field.column for field in Callback._meta.concrete_fields]
# Until when a claim holds, and which press of the button made it.
UNTIL = Given("until", DateTimeField())
PRESS = Given("press", UUIDField())


class IllegalMove(Exception):
    """The story (callbacks/states.py) has no such step."""

    def __init__(self, was, to):
        super().__init__(f"{was} > {to}")
        self.was = was
        self.to = to


def lock(callback_id):
    """Read a callback for change. The row stays ours until the transaction ends.

    So that nobody waits in a ring: a member of the team before callbacks, several callbacks in the
    order of their ids, a callback before what hangs on it and before its request.
    """
    return Callback.objects.select_for_update(of=("self",)).get(pk=callback_id)


@transaction.atomic
def move(callback, to, *, by, why, at, closed_reason="", given_to=None, **changes):
    """Move a locked callback to another state, apply `changes`, and write it down.

    State, history row and the request's `closed_at` are written together or not at all. What a
    state cannot have (a holder, a moment to call, a partner that may still answer) is emptied
    here, so callers cannot forget it.
    `by` is None when the person asked, or nobody did; `given_to` is who has it now, when that is
    not `by`.
    """
    to = State(to)
    if to not in ALLOWED[State(callback.state)] or _is_over(callback):
        raise IllegalMove(callback.state, to)
    was, callback.state = callback.state, to
    fields = _emptied(to) | {"closed_reason": closed_reason} | changes
    for name, value in fields.items():
        setattr(callback, name, value)
    callback.save(update_fields=["state", *fields])
    CallbackMove.objects.create(
        callback=callback, was=was, to=to, by=by, at=at, why=why, given_to=given_to
    )
    if to == State.CLOSED:
        _close_request(callback, at)
    if to in HELD and was not in HELD:
        take_back(callback, by=by, at=at)
    return callback


def claiming(first):
    """The Statement of move() to CLAIMED, for the free callback that the Statement `first` locks.

    State, history row and what a partner had still to answer are written together or not at all.
    Run with `now`, `me`, `until`, `press` and the values of `first`, it finds the key that `first`
    finds, then the callback as it is now, whose columns are empty when it was not free: then
    nothing is written.
    """
    claim = {"claimed_by": ME, "claimed_at": NOW, "lease_until": UNTIL, "press": PRESS}
    claim |= {"state": State.CLAIMED, "closed_reason": ""} | _emptied(State.CLAIMED)
    free = Callback.objects.filter(pk=Found("(SELECT id FROM first)"), state__in=FREE)
    claimed = update_statement(free, **claim)
    asked = HandOver.objects.filter(callback=Found("(SELECT id FROM claimed)")).waiting(NOW)
    answered = update_statement(asked, **_taken_back(ME, NOW))
    columns = ", ".join(COLUMNS)
    now_it_is = ", ".join(f"claimed.{column}" for column in COLUMNS)
    # The rest is Django's own SQL
    sql = f"""WITH first AS ({first.sql}), claimed AS ({claimed.sql} RETURNING {columns}),
        written AS (
            INSERT INTO callbacks_callbackmove (callback_id, was, "to", why, at, by_id)
            SELECT id, first.state, claimed.state, '{Why.TAKEN.value}', %(now)s, %(me)s
            FROM first JOIN claimed USING (id)
        ),
        answered AS ({answered.sql})
        SELECT first.id, {now_it_is} FROM first LEFT JOIN claimed USING (id)
    """  # nosec B608
    return Statement(sql)


def take_back(callback, *, by, at):
    """What a partner organisation had still to answer is ours again: it sees it no more."""
    callback.hand_overs.waiting(at).update(**_taken_back(by, at))


def _taken_back(by, at):
    return {"answer": HandOver.Answer.TAKEN_BACK, "answered_by": by, "answered_at": at}


def _is_over(callback):
    """Closed for good: only the end of a duplicate can be taken back."""
    return callback.state == State.CLOSED and callback.closed_reason != ClosedReason.DUPLICATE


@transaction.atomic
def mark_erased(callbacks, *, by, at):
    """Say of closed callbacks that their request was erased; the reason before is forgotten."""
    closed = list(callbacks.filter(state=State.CLOSED).values_list("pk", flat=True))
    Callback.objects.filter(pk__in=closed).update(closed_reason=ClosedReason.ERASED)
    CallbackMove.objects.bulk_create(
        CallbackMove(callback_id=pk, was="", to=State.CLOSED, by=by, at=at, why=Why.ERASED)
        for pk in closed
    )


def _emptied(to):
    emptied = {}
    if to not in HELD:
        emptied |= {"claimed_by": None, "claimed_at": None, "lease_until": None, "press": None}
    else:
        emptied |= {"for_team": None, "for_team_until": None}
    if to not in KEEPS_MOMENT:
        emptied["visible_from"] = None
    return emptied


def _close_request(callback, at):
    """The door reads `closed_at`: the next contact from this number is a new request."""
    CallbackRequest.objects.open().filter(pk=callback.request_id).update(closed_at=at)
