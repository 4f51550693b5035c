"""The way SMS leave, chosen by the setting SMS_GATEWAY."""

from functools import lru_cache

from django.conf import settings

from requests_intake.sms.gateways.memory import MemoryGateway
from requests_intake.sms.gateways.simulator import SimulatorGateway
from requests_intake.sms.gateways.twilio import TwilioGateway

GATEWAYS = {
    "memory": MemoryGateway,
    "simulator": SimulatorGateway,
    "twilio": TwilioGateway,
}


@lru_cache(maxsize=8)
def _built(name, *_settings_it_was_built_from):
    return GATEWAYS[name]()


def get_gateway():
    """The gateway of this installation; one object a process, so that connections are kept."""
    return _built(
        settings.SMS_GATEWAY,
        settings.TWILIO_ACCOUNT_SID,
        tuple(settings.TWILIO_AUTH_TOKENS),
        settings.TWILIO_API_BASE,
    )
