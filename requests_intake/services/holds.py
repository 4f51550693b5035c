"""Keeping a request beyond its time: who decided, why, until when."""

from django.db import transaction

from julien.retention.models import LegalHold
from requests_intake.models import CallbackRequest


class CannotHold(Exception):
    """The request is erased already, or somebody holds it already."""


@transaction.atomic
def hold(*, request_id, why, until, by, at):
    """Keep all there is of this request until the end of the day `until`. Returns the LegalHold.

    Erasing waits for the same row: after this, nothing of it goes. Raises CannotHold.
    """
    requests = CallbackRequest.objects.select_for_update(of=("self",))
    is_there = requests.filter(pk=request_id, erased_at=None).exists()
    mine = LegalHold.objects.filter(person_id=request_id, lifted_at=None)
    mine.filter(until__lt=at.date()).update(lifted_at=at, lifted_by=by)
    if not is_there or mine.exists():
        raise CannotHold
    return LegalHold.objects.create(person_id=request_id, why=why, until=until, by=by, at=at)


@transaction.atomic
def lift(*, request_id, by, at):
    """End the hold of this request, if there is one: it goes when its time is over."""
    standing = LegalHold.objects.filter(person_id=request_id, lifted_at=None)
    return bool(standing.update(lifted_at=at, lifted_by=by))
