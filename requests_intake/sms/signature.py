"""The doorkeeper of the webhooks: only what Twilio signed comes in."""

from functools import wraps

from django.conf import settings
from django.http import HttpResponseForbidden
from twilio.request_validator import SIGNATURE_HEADER, RequestValidator


def twilio_signed(view):
    """Answer 403, and do nothing, unless the request is signed with one of our auth tokens.

    Two tokens may hold while one is replaced. The signed address is built from
    PUBLIC_BASE_URL: behind a proxy the address we see is not the one Twilio called.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not _is_signed(request):
            return HttpResponseForbidden("Signature missing or wrong.", content_type="text/plain")
        return view(request, *args, **kwargs)

    return guarded


def _is_signed(request):
    signature = request.headers.get(SIGNATURE_HEADER, "")
    address = settings.PUBLIC_BASE_URL + request.get_full_path()
    return any(
        RequestValidator(token).validate(address, request.POST, signature)
        for token in settings.TWILIO_AUTH_TOKENS
    )
