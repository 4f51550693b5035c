"""An installation without a desk: no number, no hours, so no promise can be made."""

from functools import wraps

from django.shortcuts import render

from campaigns.services.terms import terms
from requests_intake.models import InboundSms

SECONDS_TO_COME_BACK = 600


def needs_desk(template):
    """Answer 503 with that page, and take nothing, until manage.py create_desk has been run."""

    def wrap(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if terms().desk is not None:
                return view(request, *args, **kwargs)
            context = {"waiting": InboundSms.objects.waiting().count()}
            response = render(request, template, context, status=503)
            response.headers["Retry-After"] = str(SECONDS_TO_COME_BACK)
            return response

        return guarded

    return wrap
