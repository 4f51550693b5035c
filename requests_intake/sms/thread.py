"""All SMS between one number and the service, as its owner sees them on their phone."""

from dataclasses import dataclass
from datetime import datetime

from julien.core.phone import phone_lookup
from requests_intake.models import InboundSms, Message

SHOWN = 60
ON_ITS_WAY = {Message.State.QUEUED, Message.State.SENDING, Message.State.SENT}
ARRIVED = {Message.State.DELIVERED}


@dataclass(frozen=True)
class Bubble:
    """One SMS. `is_mine`: written by the person. `on_its_way`: not on the phone yet."""

    text: str
    at: datetime
    is_mine: bool
    on_its_way: bool
    parts: int = 1
    state: str = ""


def thread_of(number, *, on_its_way=None):
    """The Bubbles of a number in E.164, oldest first; what never arrived is not among them.

    on_its_way: (words, when) of what the person has written and no operator has delivered yet.
    """
    lookup = phone_lookup(number)
    written = InboundSms.objects.filter(from_lookup=lookup).order_by("-received_at", "-pk")
    received = Message.objects.filter(
        request__phone_lookup=lookup, state__in=ON_ITS_WAY | ARRIVED
    ).order_by("-created_at", "-pk")
    bubbles = [
        *(Bubble(sms.body, sms.received_at, True, False) for sms in reversed(written[:SHOWN])),
        *(
            Bubble(
                message.body,
                message.created_at,
                False,
                message.state in ON_ITS_WAY,
                message.parts,
                message.get_state_display(),
            )
            for message in reversed(received[:SHOWN])
        ),
    ]
    if on_its_way:
        bubbles.append(Bubble(*on_its_way, is_mine=True, on_its_way=True))
    # An answer has the very instant of what it answers, and stands below it.
    return sorted(bubbles, key=lambda bubble: bubble.at)
