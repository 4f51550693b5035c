"""Ending the use of a person's data, because they oppose it; and beginning it again.

Decided in docs/decisions/rights-of-people.md: nothing is erased, nobody opens the record, nobody
calls or writes, the counts without identity stay.
"""

from django.db import transaction

from callbacks.models import Callback
from callbacks.rules import Why
from callbacks.services.ending import end_as_withdrawn
from callbacks.services.meetings import withdraw_meeting
from callbacks.services.moves import lock
from requests_intake.models import CallbackRequest, Message, Right
from requests_intake.services.rights import carried_out


@transaction.atomic
def restrict(*, request_id, by, at):
    """End all use of this request, whoever has it in hand. True if that was new.

    An open one is closed as withdrawn: who does not want their data used waits for no call.
    A meeting that is planned will not take place. Messages that wait are not sent, and none is
    written any more. What the person asks later is a new request, with a promise of its own.
    """
    mine = CallbackRequest.objects.filter(pk=request_id, erased_at=None, restricted_at=None)
    if not mine.exists():
        return False
    end_as_withdrawn(mine, by=by, at=at, why=Why.RESTRICTED)
    _end_meeting(request_id, by=by, at=at)
    waiting = Message.objects.filter(request=request_id, state=Message.State.QUEUED)
    waiting.update(state=Message.State.USELESS, state_since=at)
    is_new = bool(mine.update(restricted_at=at))
    if is_new:
        carried_out(request_id=request_id, right=Right.RESTRICTION, by=by, at=at)
    return is_new


def _end_meeting(request_id, *, by, at):
    """Under the lock of the callback, so that none is set meanwhile."""
    callback = lock(Callback.objects.values_list("pk", flat=True).get(request=request_id))
    if planned := callback.meetings.planned().first():
        withdraw_meeting(meeting_id=planned.pk, by=by, at=at)


@transaction.atomic
def use_again(*, request_id):
    """The person agrees again: the record can be opened. It stays closed. True if it was ended."""
    ended = CallbackRequest.objects.filter(pk=request_id, restricted_at__isnull=False)
    return bool(ended.update(restricted_at=None))
