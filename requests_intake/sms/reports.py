"""Reading a delivery report of any operator, as settings describe it."""

import json

from django.conf import settings

from requests_intake.sms.gateways.http import found_at

# The final states of SMPP 3.4 (5.2.28 message_state), which most operators pass on, and ours.
SMPP = {
    "enroute": "sent",
    "acceptd": "sent",
    "delivrd": "delivered",
    "expired": "undelivered",
    "undeliv": "undelivered",
    "deleted": "undelivered",
    "rejectd": "failed",
}


def read_report(request):
    """(status in Twilio's words, the operator's own word). ValueError says what is wrong.

    A word that settings.SMS_HTTP_STATES and SMPP do not know is handed on as it is.
    """
    try:
        word = str(found_at(_said(request), settings.SMS_HTTP_STATUS)).strip()
    except (ValueError, LookupError, TypeError):
        raise ValueError(f"No {settings.SMS_HTTP_STATUS} in this report.") from None
    pairs = (pair.partition("=") for pair in settings.SMS_HTTP_STATES)
    means = SMPP | {theirs.strip().lower(): ours.strip() for theirs, _is, ours in pairs}
    code = word.replace("\x00", "")
    status = means.get(word.lower(), word.lower())
    return status, "" if status in {"sent", "delivered"} else code


def _said(request):
    if request.content_type == "application/json":
        return json.loads(request.body)
    return request.POST.dict()
