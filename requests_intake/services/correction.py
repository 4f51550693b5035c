"""Correcting what is wrong in what we keep of a person, at their wish."""

from django.db import transaction

from requests_intake.models import CallbackRequest, Contact, Right
from requests_intake.services.numbers import correct_number
from requests_intake.services.rights import carried_out


@transaction.atomic
def correct(*, request_id, by, at, first_name, postal_code, language, phone, words):
    """Write what is right over what was wrong. Returns the names of what changed.

    phone: a Phone. words: {id of a contact: what the person says they said}. What was wrong is
    kept nowhere: the trail says which columns changed, who and when. A line of the register is
    settled with it, when anything changed. Raises NumberHasRequest, and
    CallbackRequest.DoesNotExist for one that is erased; then nothing is changed.
    """
    rows = CallbackRequest.objects.select_for_update(of=("self",)).filter(erased_at=None)
    request = rows.get(pk=request_id)
    said = {"first_name": first_name, "postal_code": postal_code, "language": language}
    changed = [name for name in said if said[name] != getattr(request, name)]
    for name in changed:
        setattr(request, name, said[name])
    request.save(update_fields=changed)
    if phone.e164 != request.phone:
        correct_number(request_id=request_id, phone=phone, at=at)
        changed.append("phone")
    if _correct_words(request_id, words):
        changed.append("words")
    if changed:
        carried_out(request_id=request_id, right=Right.CORRECTION, by=by, at=at, changed=changed)
    return changed


def _correct_words(request_id, words):
    """Whether any of the contacts of this request now says something else."""
    changed = False
    for contact in Contact.objects.filter(request=request_id, pk__in=words):
        if contact.words != words[contact.pk]:
            contact.words = words[contact.pk]
            contact.save(update_fields=["words"])
            changed = True
    return changed
