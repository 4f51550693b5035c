"""Correcting the number of a request, when the first one reached nobody or somebody else."""

from django.db import transaction

from julien.core.phone import phone_lookup, phone_tail_lookup
from requests_intake.models import CallbackRequest, Message


class NumberHasRequest(Exception):
    """Another open request has that number; `request` is it."""

    def __init__(self, request):
        super().__init__(request.reference)
        self.request = request


@transaction.atomic
def correct_number(*, request_id, phone, at):
    """Give a request another number, with all that is found by it. The promise stays.

    SMS that wait to leave go to the new number, or not at all. Raises NumberHasRequest when the
    request is open and that number already waits for a call.
    """
    lookup = phone_lookup(phone.e164)
    request = CallbackRequest.objects.select_for_update(of=("self",)).get(pk=request_id)
    same = CallbackRequest.objects.open().from_number(lookup).exclude(pk=request_id)
    if request.closed_at is None and (other := same.first()):
        raise NumberHasRequest(other)
    request.phone = phone.e164
    request.phone_lookup = lookup
    request.phone_tail_lookup = phone_tail_lookup(phone.e164)
    request.takes_sms = phone.takes_sms
    request.save(update_fields=["phone", "phone_lookup", "phone_tail_lookup", "takes_sms"])
    waiting = Message.objects.filter(request=request, state=Message.State.QUEUED)
    if phone.takes_sms:
        waiting.update(to_number=phone.e164)
    else:
        waiting.update(state=Message.State.USELESS, state_since=at)
    return request
