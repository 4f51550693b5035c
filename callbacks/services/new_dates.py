"""When a promise is about to be missed the person is told, with another date, once."""

import logging

from django.db import transaction

from callbacks.lists import offered
from callbacks.models import Callback, Listed
from callbacks.rules import TOLD_BEFORE
from callbacks.services.moves import lock
from callbacks.states import State
from campaigns.promise import WORKING, NoOpenDay, Rule, next_opening, promise
from campaigns.services.offer import offer_at
from requests_intake.models import CallbackRequest, Message
from requests_intake.services.messages import write_message

log = logging.getLogger(__name__)

# Of the reasons for being late: the desk was closed on a day on which it had promised to call.
CLOSED_DESK = "closed"
# Who has waited as long as was promised is called on the next open day, whatever the rule.
NEXT_OPEN_DAY = Rule(days=1, unit=WORKING)


def tell_new_dates(*, at, limit=100):
    """Tell everybody whom nobody will have called in time. Returns how many were told.

    The promise itself is never changed: it is counted as missed. The new date stands beside it
    on the status page and in the queue, also for who gets no SMS.
    """
    ids = Callback.objects.to_be_told(at + TOLD_BEFORE, at).values_list("pk", flat=True)[:limit]
    return sum(_tell(callback_id, at) for callback_id in list(ids))


@transaction.atomic
def _tell(callback_id, at):
    """One person; False when somebody was quicker: a call was made, or another sweep."""
    lock(callback_id)
    due = Callback.objects.to_be_told(at + TOLD_BEFORE, at).filter(pk=callback_id)
    callback = due.select_related("request").first()
    if callback is None:
        return False
    offer = offer_at(at)
    try:
        opens = next_opening(at, offer.hours)
        new_date = promise(at, NEXT_OPEN_DAY, offer.hours).due_at
    except NoOpenDay:
        log.error("no open day in calendar %s: no new date to tell", offer.calendar.pk)
        return False
    _write(callback.request, new_date, opens, offer.voice_number, at)
    return True


@transaction.atomic
def tell_new_date(*, callback_id, new_date, hours, at):
    """Tell one person a later date: the desk will be closed. False when there is no need any more.

    Not who was called, told before, or gone. The reason of the delay is noted with it.
    """
    callback = lock(callback_id)
    request = callback.request
    called = callback.attempts.filter(stops_first_clock=True).exists()
    if called or request.closed_at or request.new_date_told or callback.state == State.CLOSED:
        return False
    if CLOSED_DESK in offered(Listed.LATE) and not callback.late_reason:
        callback.late_reason = CLOSED_DESK
        callback.save(update_fields=["late_reason"])
    voice_number = offer_at(at).voice_number
    _write(request, new_date, next_opening(at, hours), voice_number, at)
    return True


def _write(request, new_date, opens, voice_number, at):
    CallbackRequest.objects.filter(pk=request.pk).update(new_date_told=new_date)
    write_message(
        request=request,
        kind=Message.Kind.NEW_DATE,
        useless_after=new_date,
        at=at,
        not_before=opens,
        context={"new_date": new_date, "voice_number": voice_number},
    )
