"""After a restore: what was erased since the backup is erased again."""

from django.db import transaction

from julien.retention.erased_list import digest_of, read_erased
from julien.retention.models import LegalHold
from requests_intake.models import CallbackRequest
from requests_intake.services.erase import erase_batch


def erase_again(*, lists, at):
    """Erase whatever the lists (paths) name and the database still has. Returns how many.

    A hold in the backup was lifted before the person was erased: it is lifted again. Whoever came
    after the instant on the list is somebody else, whatever the reference.
    """
    erased = {}
    for path in lists:
        erased |= read_erased(path)
    count = 0
    for request in CallbackRequest.objects.filter(erased_at=None).only("reference", "received_at"):
        gone_at = erased.get(digest_of(request.reference))
        if gone_at and request.received_at <= gone_at:
            with transaction.atomic():
                LegalHold.objects.filter(person_id=request.pk).delete()
                count += erase_batch(requests=CallbackRequest.objects.filter(pk=request.pk), at=at)
    return count
