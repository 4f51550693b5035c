"""The ways SMS leave. The setting SMS_GATEWAY names one, or two in order (route.py)."""

from functools import lru_cache

from django.conf import settings

from requests_intake.sms.gateways.http import HttpGateway
from requests_intake.sms.gateways.memory import MemoryGateway
from requests_intake.sms.gateways.simulator import SimulatorGateway
from requests_intake.sms.gateways.twilio import TwilioGateway

GATEWAYS = {
    "http": HttpGateway,
    "memory": MemoryGateway,
    "simulator": SimulatorGateway,
    "twilio": TwilioGateway,
}


@lru_cache(maxsize=8)
def _built(name, *_settings_it_was_built_from):
    return GATEWAYS[name]()


def get_gateway(name):
    """The gateway of that name; one object a process, so that connections are kept."""
    return _built(
        name,
        settings.TWILIO_ACCOUNT_SID,
        tuple(settings.TWILIO_AUTH_TOKENS),
        settings.TWILIO_API_BASE,
        settings.SMS_HTTP_HEADERS,
        settings.SMS_HTTP_BODY,
    )
