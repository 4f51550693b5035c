"""The register of what people ask about their data, and of their complaints."""

from django.db import transaction
from django.utils import timezone

from julien.retention.rights import RIGHT
from requests_intake.models import CallbackRequest, Heard, RightsRequest


class Settled(Exception):
    """Somebody settled it already."""


class NotAnswered(Exception):
    """A complaint is closed once it was answered, and never refused."""


@transaction.atomic
def note_right(*, request_id, right, how, received_on, words, by):
    """Write down what a person asked, with the last day for the answer. Returns the line.

    The same pressed twice is one line: the request is locked, and the open line found again.
    """
    CallbackRequest.objects.select_for_update(of=("self",), no_key=True).get(pk=request_id)
    said = {"request_id": request_id, "right": right, "how": how, "received_on": received_on}
    for line in RightsRequest.objects.open().filter(**said, noted_by=by):
        if line.words == words:
            return line
    due_on = RIGHT[right].due_on(received_on)
    return RightsRequest.objects.create(**said, due_on=due_on, words=words, noted_by=by)


@transaction.atomic
def take_right(*, line_id, request_id, by):
    """This member sees to it. Raises RightsRequest.DoesNotExist, Settled."""
    line = _locked(line_id, request_id)
    line.handler = by
    line.save(update_fields=["handler"])


@transaction.atomic
def answer_complaint(*, line_id, request_id, by, answered_on, answer):
    """Keep what was answered, and on which day. It stays open until it is settled.

    Answered again before that, the last answer stands. Raises RightsRequest.DoesNotExist, also for
    a line that is no complaint, and Settled.
    """
    line = _locked(line_id, request_id)
    if not line.is_complaint:
        raise RightsRequest.DoesNotExist
    line.answered_on, line.answer = answered_on, answer
    line.handler = line.handler or by
    line.save(update_fields=["answered_on", "answer", "handler"])


@transaction.atomic
def settle_right(*, line_id, request_id, by, at, refused_because=""):
    """Done, or refused for a reason. Raises RightsRequest.DoesNotExist, Settled, NotAnswered."""
    line = _locked(line_id, request_id)
    if line.is_complaint and (refused_because or line.answered_on is None):
        raise NotAnswered
    line.settled_at, line.settled_by = at, by
    line.handler = line.handler or by
    line.refused_because = refused_because
    line.save(update_fields=["settled_at", "settled_by", "handler", "refused_because"])


@transaction.atomic
def carried_out(*, request_id, right, by, at, changed=()):
    """The act itself was done: settle the open lines of that right. Returns how many there were.

    Without one, a line of today is written and settled at once: each act leaves one.
    """
    settled = {"settled_at": at, "settled_by": by, "changed": list(changed)}
    lines = RightsRequest.objects.open().filter(request_id=request_id, right=right)
    lines.filter(handler=None).update(handler=by)
    if count := lines.update(**settled):
        return count
    line = note_right(
        request_id=request_id,
        right=right,
        how=Heard.PHONE,
        received_on=timezone.localdate(at),
        words="",
        by=by,
    )
    RightsRequest.objects.filter(pk=line.pk).update(handler=by, **settled)
    return 0


def _locked(line_id, request_id):
    """The line, if it is of that request and still open."""
    lines = RightsRequest.objects.select_for_update(of=("self",))
    line = lines.get(pk=line_id, request_id=request_id)
    if line.settled_at:
        raise Settled
    return line
