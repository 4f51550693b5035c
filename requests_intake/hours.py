"""When requests and SMS come in, and SMS go out, by hour (settings.LOAD)."""

from requests_intake.models import CallbackRequest, InboundSms, Message


def asked():
    """(every request as it came, the column of its instant)."""
    return CallbackRequest.objects.all(), "received_at"


def texted():
    """(every SMS received, the column of its instant)."""
    return InboundSms.objects.all(), "received_at"


def sent():
    """(every SMS that left, the column of the instant it was written)."""
    gone = [Message.State.SENT, Message.State.DELIVERED, Message.State.UNDELIVERED]
    return Message.objects.filter(state__in=gone), "created_at"
