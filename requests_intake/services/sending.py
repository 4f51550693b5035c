"""Handing SMS to the operator, each at most once.

The state of the row is claimed by conditional updates, so any number of workers may try. A
worker that dies in the middle leaves the row in SENDING: the person may have the text, so it is
shown to the team (Message.objects.needs_a_person) and never sent again by itself.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from requests_intake.models import Message
from requests_intake.services.delivery_reports import report_signature
from requests_intake.sms.gateways import get_gateway
from requests_intake.sms.gateways.base import SmsOutcomeUnknown, SmsRefused, SmsUnavailable
from requests_intake.sms.gateways.route import note_answer, note_failure, route

log = logging.getLogger(__name__)

SHORTEST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)
MOST_TRIES = 60
SWEEP_LIMIT = 200
# Sent although the person wants no SMS any more: it is the one that says so.
SENT_AFTER_STOP = (Message.Kind.STOPPED,)

State = Message.State


def deliver(*, message_id, at):
    """Hand one SMS to the operator if it is its time, at most once. Returns its state then.

    Not sent at all when it has become useless or the person has stopped our SMS meanwhile. When
    the operator is down the next one is asked; when all are, it goes back to the queue, each
    time for longer. None: nothing to do.
    """
    mine = Message.objects.to_send(at).filter(pk=message_id)
    if not mine.update(state=State.SENDING, state_since=at):
        return None
    message = Message.objects.select_related("request").filter(pk=message_id).first()
    if message is None:  # erased this moment
        return None
    if message.useless_after < at or _is_unwanted(message):
        return _end(message, State.USELESS, at)
    for name in route(at):
        try:
            end = _hand_over(message, name)
        except SmsUnavailable:
            note_failure(name, at)
        else:
            note_answer(name)
            return _end(message, at=at, gateway=name, **end)
    return _put_back(message, at)


def _hand_over(message, name):
    """What came of it, as changes to the message. Raises SmsUnavailable: surely not sent.

    Only then may another operator be asked: of any other end, the person may have the text.
    """
    try:
        sid = get_gateway(name).send(
            to=message.to_number,
            body=message.body,
            status_callback=_status_address(message, name),
        )
    except SmsOutcomeUnknown:
        return {"state": State.SENDING, "error_code": "unknown"}
    except SmsRefused as refusal:
        return {"state": State.FAILED, "error_code": refusal.code[:20]}
    return {"state": State.SENT, "provider_sid": sid}


def sweep(*, at):
    """Send what waits and was not rung for, oldest first. Returns how many left.

    Stops at the first that the operator cannot take: the others would wait for nothing.
    """
    sent = 0
    for message_id in list(Message.objects.to_send(at).values_list("pk", flat=True)[:SWEEP_LIMIT]):
        state = deliver(message_id=message_id, at=at)
        if state == State.QUEUED:
            break
        sent += state == State.SENT
    return sent


def _is_unwanted(message):
    return message.request.may_text is False and message.kind not in SENT_AFTER_STOP


def _end(message, state, at, **changes):
    """Leave SENDING, unless the operator's report was quicker than its answer."""
    still_ours = Message.objects.filter(pk=message.pk, state=State.SENDING)
    still_ours.update(state=state, state_since=at, tries=message.tries + 1, **changes)
    if state == State.FAILED:
        log.warning("message %s refused by the operator", message.pk)
    return state


def _put_back(message, at):
    tries = message.tries + 1
    if tries >= MOST_TRIES:
        return _end(message, State.FAILED, at, error_code="unavailable")
    pause = min(SHORTEST_PAUSE * 2 ** min(tries - 1, 10), LONGEST_PAUSE)
    return _end(message, State.QUEUED, at, not_before=at + pause)


def _status_address(message, gateway):
    """Where the operator reports. It names the row, for a report may overtake its answer.

    Twilio signs what it sends; for any other operator the address itself is signed.
    """
    if gateway == "http":
        path = reverse("hooks:report", args=[message.pk, report_signature(message.pk)])
    else:
        path = f"{reverse('hooks:status')}?message={message.pk}"
    return settings.PUBLIC_BASE_URL + path
