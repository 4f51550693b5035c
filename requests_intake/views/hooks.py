"""Where operators call. Each writes rows and answers; nothing outside is called from here."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseForbidden
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from julien.core.numbers import read_number
from requests_intake.services.delivery_reports import (
    is_report_signature,
    note_report,
    note_status,
)
from requests_intake.services.sms_in import take_in_sms
from requests_intake.sms.reports import read_report
from requests_intake.sms.signature import twilio_signed

EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
SID = re.compile(r"[A-Za-z0-9]{1,64}")
LONGEST_SENDER = 64


@csrf_exempt
@login_not_required
@require_POST
@twilio_signed
def sms(request):
    """One SMS received. An error of ours is a 500, after which Twilio tries again."""
    message_sid, sender = request.POST.get("MessageSid", ""), request.POST.get("From", "").strip()
    if not SID.fullmatch(message_sid):
        return _bad("MessageSid is missing or malformed.")
    if not 0 < len(sender) <= LONGEST_SENDER:
        return _bad("From is missing or malformed.")
    take_in_sms(
        message_sid=message_sid,
        from_number=sender,
        to_number=request.POST.get("To", "").replace("\x00", ""),
        body=request.POST.get("Body", ""),
        at=timezone.now(),
    )
    return HttpResponse(EMPTY_TWIML, content_type="application/xml")


@csrf_exempt
@login_not_required
@require_POST
@twilio_signed
def status(request):
    """What became of one SMS of ours. Unknown ones are answered the same."""
    message_sid, row = request.POST.get("MessageSid", ""), request.GET.get("message", "")
    if not SID.fullmatch(message_sid):
        return _bad("MessageSid is missing or malformed.")
    note_status(
        provider_sid=message_sid,
        status=request.POST.get("MessageStatus", ""),
        error_code=request.POST.get("ErrorCode", "").replace("\x00", ""),
        message_id=read_number(row),
        at=timezone.now(),
    )
    return HttpResponse(status=204)


@csrf_exempt
@login_not_required
@require_POST
def report(request, message_id, signature):
    """What became of one SMS that went through the operator of SMS_HTTP_URL."""
    if not is_report_signature(message_id, signature):
        return HttpResponseForbidden("Signature missing or wrong.", content_type="text/plain")
    try:
        status, error_code = read_report(request)
    except ValueError as error:
        return _bad(str(error))
    note_report(message_id=message_id, status=status, error_code=error_code, at=timezone.now())
    return HttpResponse(status=204)


def _bad(words):
    return HttpResponseBadRequest(words, content_type="text/plain")
