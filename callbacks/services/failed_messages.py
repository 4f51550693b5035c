"""SMS that did not arrive: a task until somebody dealt with it or reached the person.

One task a request, by its latest: a telephone that is off lets each SMS fail for the same reason.
"""

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from callbacks.models import CallAttempt, SettledMessage
from callbacks.rules import FAILED_SINCE
from requests_intake.models import Message


def failed_messages(at):
    """The Messages that are a task now: not settled, the person not reached since, the latest."""
    latest = _unsettled(at).filter(request=OuterRef("request"), pk__gt=OuterRef("pk"))
    reached = CallAttempt.objects.filter(
        callback__request=OuterRef("request"), reached=True, started_at__gt=OuterRef("state_since")
    )
    return (
        _unsettled(at)
        .filter(state_since__gte=at - FAILED_SINCE)
        .exclude(Exists(reached))
        .exclude(Exists(latest))
        .order_by(F("state_since").desc(), "-pk")
    )


def _unsettled(at):
    return Message.objects.needs_a_person(at).filter(settled=None)


@transaction.atomic
def settle(*, message_id, by, at):
    """Say that a failed SMS is dealt with, and those of the request before it. Twice is as once.

    Raises Message.DoesNotExist for an SMS that did arrive.
    """
    message = Message.objects.needs_a_person(at).get(pk=message_id)
    together = _unsettled(at).filter(request=message.request_id, pk__lte=message.pk)
    for one in together.order_by("pk"):
        SettledMessage.objects.get_or_create(message=one, defaults={"by": by, "at": at})
    return message
