"""When a promise is about to be missed the person is told, with another date, once."""

import logging

from django.db import transaction

from callbacks.models import Callback
from callbacks.rules import TOLD_BEFORE
from callbacks.services.moves import lock
from campaigns.promise import NoOpenDay, Rule, next_opening, promise
from campaigns.services.offer import offer_at
from requests_intake.models import CallbackRequest, Message
from requests_intake.services.messages import write_message

log = logging.getLogger(__name__)

# Who has waited as long as was promised is called on the next open day, whatever the rule.
NEXT_OPEN_DAY = Rule(days=1, unit="working")


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
    request = callback.request
    CallbackRequest.objects.filter(pk=request.pk).update(new_date_told=new_date)
    write_message(
        request=request,
        kind=Message.Kind.NEW_DATE,
        useless_after=new_date,
        at=at,
        not_before=opens,
        context={"new_date": new_date, "voice_number": offer.voice_number},
    )
    return True
