"""What this app holds about the person of one request."""

from itertools import chain

from django.db.models import Q

from julien.core.held import held
from julien.retention.models import LegalHold
from requests_intake.models import (
    CallbackRequest,
    Contact,
    InboundSms,
    Message,
    Place,
    ResearchAgreement,
    RightsRequest,
    Satisfaction,
)
from requests_intake.needs import say_needs


def about(request_id):
    """Every row, the request first. SMS that led nowhere count when they came from its number."""
    number = CallbackRequest.objects.filter(pk=request_id).values("phone_lookup")
    theirs = Q(contact__request=request_id) | Q(contact=None, from_lookup__in=number)
    return chain(
        held(CallbackRequest.objects.filter(pk=request_id), needs=say_needs, own_needs=say_needs),
        held(Contact.objects.filter(request=request_id)),
        held(InboundSms.objects.filter(theirs)),
        held(Message.objects.filter(request=request_id)),
        held(Place.objects.filter(request=request_id)),
        held(LegalHold.objects.filter(person_id=request_id)),
        held(RightsRequest.objects.filter(request=request_id)),
        held(ResearchAgreement.objects.filter(request=request_id)),
        held(Satisfaction.objects.filter(request=request_id)),
    )
