"""A supervisor puts callbacks into somebody's hands, or takes them back into the queue."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from callbacks.models import Callback
from callbacks.rules import ASSIGNED_HOLDS, Why
from callbacks.services.leases import lease_end
from callbacks.services.moves import lock, move
from callbacks.services.queue import end_lease, give_back
from callbacks.states import HELD, STUCK, State
from campaigns.promise import NoOpenDay, next_opening
from campaigns.services.offer import offer_at
from julien.core.roles import Can


@dataclass
class Assigned:
    """`done`: the references that changed hands. `left`: reference -> why it did not."""

    done: list = field(default_factory=list)
    left: dict = field(default_factory=dict)


def assign(*, references, to, by, at):
    """Put each of these callbacks into the hands of `to`, or into the queue when `to` is None.

    Each record is judged and changed by itself: what cannot be given stays where it is, with the
    reason in `Assigned.left`. The promise, the calls made and an agreed moment stay as they are.
    """
    outcome = Assigned()
    for reference in dict.fromkeys(references):
        why_not = _assign_one(reference, to, by, at)
        if why_not:
            outcome.left[reference] = str(why_not)
        else:
            outcome.done.append(reference)
    return outcome


@transaction.atomic
def _assign_one(reference, to, by, at):
    """ "" when it was done, else why not."""
    known = Callback.objects.filter(request__reference=reference).values_list("pk", flat=True)
    if not known or not may_assign(by):
        return _("introuvable")
    callback = lock(known[0])
    if why_not := refusal(callback, to, at):
        return why_not
    if callback.state in HELD:
        _take_back(callback, by, at)
    if to is not None:
        _give(callback, to, by, at)
    return ""


def may_assign(by):
    """The right over one record. It is the supervisor's over all, until teams are separated."""
    return by.can(Can.SUPERVISE)


def refusal(callback, to, at):
    """Why this callback cannot go to `to` now, in words; "" when it can."""
    if callback.state == State.CLOSED or callback.request.closed_at:
        return _("clos")
    if callback.state in STUCK:
        return _("bloqué : à décider d'abord")
    if Callback.objects.talking(at).filter(pk=callback.pk).exists():
        return _("un appel est en cours")
    if to is None:
        return "" if callback.state in HELD else _("déjà dans la file")
    if callback.is_held(at) and callback.claimed_by_id == to.pk:
        return _("déjà à %(name)s") % {"name": to}
    return ""


def _take_back(callback, by, at):
    if callback.is_held(at):
        give_back(callback, by=by, why=Why.TAKEN_BACK, at=at)
    else:
        end_lease(callback, at)


def _give(callback, to, by, at):
    """The lease is longer than a claim's: the person may be on another call, or not here yet."""
    until = lease_end(to, at, hold=held_until(at) - at)
    hands = {"claimed_by": to, "claimed_at": at, "lease_until": until}
    move(callback, State.CLAIMED, by=by, why=Why.ASSIGNED, at=at, given_to=to, **hands)


def held_until(at):
    """How long what is given at that instant stays given: from the next opening on."""
    try:
        return next_opening(at, offer_at(at).hours) + ASSIGNED_HOLDS
    except NoOpenDay:
        return at + ASSIGNED_HOLDS
