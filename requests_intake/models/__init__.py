"""Someone asks: the request, each contact, each message in and out."""

from requests_intake.models.answers import Channel, Day, OngoingSupport, Relation, Window
from requests_intake.models.call_need import CallNeed, Need
from requests_intake.models.callback_request import CallbackRequest
from requests_intake.models.consent_text import ConsentText
from requests_intake.models.contact import Contact
from requests_intake.models.inbound_sms import InboundSms
from requests_intake.models.message import Message
from requests_intake.models.place import Place
from requests_intake.models.rights_request import (
    Heard,
    Refusal,
    ResearchAgreement,
    Right,
    RightsRequest,
)
from requests_intake.models.satisfaction import Satisfaction
from requests_intake.models.sms_text import SmsText

__all__ = [
    "CallNeed",
    "CallbackRequest",
    "Channel",
    "ConsentText",
    "Contact",
    "Day",
    "Heard",
    "InboundSms",
    "Message",
    "Need",
    "OngoingSupport",
    "Place",
    "Refusal",
    "Relation",
    "ResearchAgreement",
    "Right",
    "RightsRequest",
    "Satisfaction",
    "SmsText",
    "Window",
]
