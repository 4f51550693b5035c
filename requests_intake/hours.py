"""When requests and SMS come in, for the load by hour (settings.LOAD)."""

from requests_intake.models import CallbackRequest, InboundSms


def asked():
    """(every request as it came, the column of its instant)."""
    return CallbackRequest.objects.all(), "received_at"


def texted():
    """(every SMS received, the column of its instant)."""
    return InboundSms.objects.all(), "received_at"
