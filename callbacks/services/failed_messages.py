"""SMS that did not arrive: each is a task until somebody dealt with it or reached the person."""

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from callbacks.models import CallAttempt, SettledMessage
from callbacks.rules import FAILED_SINCE
from requests_intake.models import Message


def failed_messages(at):
    """The Messages that are a task now: not settled, and the person not reached since."""
    reached = CallAttempt.objects.filter(
        callback__request=OuterRef("request"), reached=True, started_at__gt=OuterRef("state_since")
    )
    return (
        Message.objects.needs_a_person(at)
        .filter(state_since__gte=at - FAILED_SINCE, settled=None)
        .exclude(Exists(reached))
        .order_by(F("state_since").desc(), "-pk")
    )


@transaction.atomic
def settle(*, message_id, by, at):
    """Say that a failed SMS is dealt with. Saying it twice changes nothing.

    Raises Message.DoesNotExist for an SMS that did arrive.
    """
    message = Message.objects.needs_a_person(at).get(pk=message_id)
    SettledMessage.objects.get_or_create(message=message, defaults={"by": by, "at": at})
    return message
