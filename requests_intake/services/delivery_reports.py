"""What the operator reports about an SMS we sent. States only move forward."""

from django.utils.crypto import constant_time_compare

from julien.core.crypto import keyed_hash
from requests_intake.models import Message

State = Message.State

# Twilio's words for it; those that are missing ("queued", "sending" …) tell nothing new.
MEANS = {
    "sent": State.SENT,
    "delivered": State.DELIVERED,
    "read": State.DELIVERED,
    "undelivered": State.UNDELIVERED,
    "failed": State.FAILED,
    "canceled": State.FAILED,
}
# From where each may be reached. The first end that is reported stays.
FROM = {
    State.SENT: [State.SENDING],
    State.DELIVERED: [State.SENDING, State.SENT],
    State.UNDELIVERED: [State.SENDING, State.SENT],
    State.FAILED: [State.SENDING, State.SENT],
}


def note_status(*, provider_sid, status, at, error_code="", message_id=None):
    """Note one report. True if it told something new.

    Reports come in any order and more than once. A message whose worker died before it could
    note the operator's id is found by `message_id`, and leaves its unknown state.
    """
    state = MEANS.get(status)
    if state is None:
        return False
    changes = {"state": state, "state_since": at, "error_code": error_code[:20]}
    forward = Message.objects.filter(state__in=FROM[state])
    if forward.filter(provider_sid=provider_sid).update(**changes):
        return True
    unnamed = forward.filter(pk=message_id, provider_sid="", state=State.SENDING)
    return bool(message_id and unnamed.update(provider_sid=provider_sid, **changes))


def report_signature(message_id):
    """What makes the address of one message's reports impossible to guess."""
    return keyed_hash("sms-report", str(message_id))


def is_report_signature(message_id, signature):
    """Whether we handed out this address."""
    return constant_time_compare(report_signature(message_id), signature)


def note_report(*, message_id, status, at, error_code=""):
    """Note a report that came to the message's own address. True if it told something new.

    `status`: a word of Twilio's, as settings.SMS_HTTP_STATES translates the operator's.
    """
    state = MEANS.get(status)
    if state is None:
        return False
    rows = Message.objects.filter(pk=message_id, state__in=FROM[state]).exclude(gateway="twilio")
    return bool(rows.update(state=state, state_since=at, error_code=error_code[:20]))
