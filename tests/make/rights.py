"""Lines of the register of rights."""

from django.utils import timezone

from requests_intake.models import Heard, Right, RightsRequest
from tests.make.staff import make_staff


def make_right(request, **fields):
    """Somebody asked to have something corrected, by phone, today."""
    fields.setdefault("right", Right.CORRECTION)
    fields.setdefault("how", Heard.PHONE)
    fields.setdefault("received_on", timezone.localdate())
    if "noted_by" not in fields:
        fields["noted_by"] = make_staff()
    return RightsRequest.objects.create(request=request, **fields)
