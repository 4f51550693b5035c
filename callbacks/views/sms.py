"""SMS of ours that did not arrive, for whoever calls: somebody has to know, and to say so."""

from contextlib import suppress

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from callbacks.counting import say_count
from callbacks.rules import COUNT_UP_TO, FAILED_SINCE, QUEUE_PAGE
from callbacks.services.failed_messages import failed_messages, settle
from callbacks.services.fill import catch_up
from callbacks.views.answers import see_other
from julien.audit.services import record_read
from julien.core.access import requires
from julien.core.numbers import read_number
from julien.core.roles import Can
from requests_intake.models import InboundSms, Message
from requests_intake.sms.errors import why


@require_safe
@requires(Can.WORK_QUEUE)
def to_see(request):
    """Latest first. Tells no name, no number and no words: those are on the record.

    Supervisors also read the SMS that led to no request; that they looked is written down.
    """
    now = timezone.now()
    catch_up(at=now)  # each row leads to a record that exists
    latest = failed_messages(now).select_related("request")[:QUEUE_PAGE]
    stuck = list(Message.objects.stuck(now).values_list("created_at", flat=True)[: COUNT_UP_TO + 1])
    context = {
        "rows": [{"message": one, "why": why(one.error_code)} for one in latest],
        "stuck": say_count(len(stuck)) if stuck else "",
        "since": stuck[0] if stuck else None,
        "supervises": request.user.can(Can.SUPERVISE),
        "strays": _strays(request.user, now) if request.user.can(Can.SUPERVISE) else [],
    }
    return render(request, "callbacks/sms.html", context)


def _strays(user, now):
    """SMS of the last weeks from whom nobody can call, or who asked for nothing."""
    strays = InboundSms.objects.without_request().filter(received_at__gt=now - FAILED_SINCE)
    found = list(strays.order_by("-received_at", "-pk")[:QUEUE_PAGE])
    if found:
        record_read(person_id=None, what="stray_sms", by=user, page="callbacks:sms")
    return found


@require_POST
@requires(Can.WORK_QUEUE)
def seen(request):
    """Take one off the list, here and on the supervisor's page of the day."""
    message_id = read_number(request.POST.get("message", ""))
    with suppress(Message.DoesNotExist):  # it has arrived after all, or there never was one
        settle(message_id=message_id, by=request.user, at=timezone.now())
    return see_other("callbacks:sms")
