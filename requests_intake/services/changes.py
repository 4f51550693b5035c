"""What the person may change afterwards, by link or by SMS, without an account."""

from django.db import transaction

from requests_intake.models import CallbackRequest, Message, Satisfaction
from requests_intake.services.messages import A_DAY, write_message
from requests_intake.services.places import keep_place

# Still true after a withdrawal; everything else waiting to leave is not.
TRUE_WHEN_WITHDRAWN = (Message.Kind.WITHDRAWN, Message.Kind.STOPPED, Message.Kind.EMERGENCY)


@transaction.atomic
def withdraw(*, request_id, at):
    """Close an open request because the person no longer wants the call. True if it was open.

    Promise: nobody calls any more (the queue sees it the moment anyone looks), what was still
    to be sent is not, and the person gets one SMS that says so. Twice is as once.
    """
    rows = CallbackRequest.objects.open().filter(pk=request_id)
    request = rows.select_for_update(of=("self",), no_key=True).first()
    if request is None:
        return False
    close_as_withdrawn(request, at=at)
    return True


def close_as_withdrawn(request, *, at):
    """withdraw() for an open request that is locked already."""
    request.withdrawn_at = request.closed_at = at
    request.save(update_fields=["withdrawn_at", "closed_at"])
    waiting = Message.objects.filter(request=request, state=Message.State.QUEUED)
    waiting.exclude(kind__in=TRUE_WHEN_WITHDRAWN).update(
        state=Message.State.USELESS, state_since=at
    )
    write_message(request=request, kind=Message.Kind.WITHDRAWN, useless_after=at + A_DAY, at=at)


@transaction.atomic
def change_wishes(*, request_id, at, windows, days=()):
    """Call on these days, at these parts of them, from now on. True if it was still open."""
    rows = CallbackRequest.objects.open().filter(pk=request_id)
    request = rows.select_for_update(of=("self",), no_key=True).first()
    if request is None:
        return False
    request.windows, request.days = list(windows), list(days)
    request.save(update_fields=["windows", "days"])
    keep_place(request, at=at)
    return True


@transaction.atomic(savepoint=False)
def stop_messages(request, *, at):
    """Write no SMS to this person any more, and say so in a last one. The call stays asked for."""
    if request.may_text is False:
        return
    write_message(request=request, kind=Message.Kind.STOPPED, useless_after=at + A_DAY, at=at)
    CallbackRequest.objects.filter(pk=request.pk).update(may_text=False)
    request.may_text = False


@transaction.atomic(savepoint=False)
def resume_messages(request):
    """Write SMS to this person again: they asked for it themselves."""
    CallbackRequest.objects.filter(pk=request.pk).update(may_text=True)
    request.may_text = True


@transaction.atomic
def say_satisfaction(*, request_id, satisfied, knows_next_step, at):
    """Keep what the person thought of it, by link or by SMS. True if that was new.

    The first answer to each question stays; a question left open may be answered later.
    """
    said = {"satisfied": satisfied, "knows_next_step": knows_next_step}
    kept, is_new = Satisfaction.objects.select_for_update(of=("self",)).get_or_create(
        request_id=request_id, defaults={**said, "at": at}
    )
    added = [name for name, score in said.items() if score and getattr(kept, name) is None]
    for name in added:
        setattr(kept, name, said[name])
    kept.save(update_fields=added)
    return is_new or bool(added)
