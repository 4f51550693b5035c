"""Two requests that are one person's, and one request that is two persons'.

Only what the door wrote: contacts and messages. Their callbacks are the work of the app above.
"""

from django.db import transaction

from campaigns.services.offer import offer_at
from julien.core.phone import read_phone
from requests_intake.models import CallbackRequest, Contact, Message
from requests_intake.services.ask import SAFETY
from requests_intake.services.numbers import NumberHasRequest, correct_number
from requests_intake.services.promises import promised
from requests_intake.services.receive import free_line

# What a duplicate had still to say that is no longer true once it is joined.
UNTRUE_WHEN_MERGED = (Message.Kind.NEXT_TRY, Message.Kind.NEW_DATE)
# What two persons on one phone have in common.
SAME_PHONE = ("phone", "phone_lookup", "phone_tail_lookup", "takes_sms", "language")


class NotSplittable(Exception):
    """Only a later contact of an open request can become a request of its own."""


@transaction.atomic
def join_requests(*, kept, duplicate, at, take_number):
    """Give `kept` all that the person said and heard through `duplicate`, which must be closed.

    What makes a call safer counts from either; the promise and the other answers of `kept` stay.
    Returns what part_requests() needs to take it apart again.
    """
    contacts = Contact.objects.filter(request=duplicate)
    first = contacts.filter(is_first=True).values_list("pk", flat=True).first()
    messages = Message.objects.filter(request=duplicate)
    moved = {
        "contacts": list(contacts.values_list("pk", flat=True)),
        "first": first,
        "messages": list(messages.values_list("pk", flat=True)),
        "answers": _safer(kept, duplicate),
    }
    messages.filter(state=Message.State.QUEUED, kind__in=UNTRUE_WHEN_MERGED).update(
        state=Message.State.USELESS, state_since=at
    )
    contacts.update(request=kept, is_first=False)
    messages.update(request=kept)
    CallbackRequest.objects.filter(pk=duplicate.pk).update(merged_into=kept)
    if take_number:
        correct_number(request_id=kept.pk, phone=read_phone(duplicate.phone), at=at)
    return moved


def _safer(kept, duplicate):
    """Write the stricter answers to `kept`; returns {name: [before, after]} of what changed."""
    changed = {
        name: [getattr(kept, name), False]
        for name in SAFETY
        if getattr(duplicate, name) is False and getattr(kept, name) is not False
    }
    if duplicate.in_danger and not kept.in_danger:
        changed["in_danger"] = [False, True]
    if changed:
        after = {name: both[1] for name, both in changed.items()}
        CallbackRequest.objects.filter(pk=kept.pk).update(**after)
    return changed


@transaction.atomic
def part_requests(*, kept, duplicate, moved, number_before, at):
    """Take apart what join_requests() joined; what came since stays with `kept`.

    `duplicate` is open again. Raises NumberHasRequest when one of the numbers has another open
    request meanwhile; then nothing was changed.
    """
    if number_before and kept.phone_lookup == duplicate.phone_lookup:
        kept = correct_number(request_id=kept.pk, phone=read_phone(number_before), at=at)
    CallbackRequest.objects.filter(pk=duplicate.pk).update(
        merged_into=None, closed_at=None, household_line=_line_of(duplicate, beside=kept)
    )
    Contact.objects.filter(pk__in=moved["contacts"], request=kept).update(request=duplicate)
    Contact.objects.filter(pk=moved["first"], request=duplicate).update(is_first=True)
    Message.objects.filter(pk__in=moved["messages"], request=kept).update(request=duplicate)
    for name, (before, after) in moved["answers"].items():
        CallbackRequest.objects.filter(pk=kept.pk, **{name: after}).update(**{name: before})


def _line_of(duplicate, *, beside):
    """Its own line again, or a free one where the two shared a phone."""
    same = CallbackRequest.objects.open().from_number(duplicate.phone_lookup)
    if duplicate.phone_lookup == beside.phone_lookup:
        taken = same.filter(household_line=duplicate.household_line).exists()
        return free_line(duplicate.phone_lookup) if taken else duplicate.household_line
    if other := same.first():
        raise NumberHasRequest(other)
    return duplicate.household_line


@transaction.atomic
def split_contact(*, contact_id):
    """Make one later contact a request of its own: another person on the same phone.

    Its promise counts from that contact. What makes calls safe is taken over, the wishes and
    what is known of the person are not. Raises NotSplittable. Returns the new request.
    """
    contact = Contact.objects.get(pk=contact_id)
    request = CallbackRequest.objects.select_for_update(of=("self",)).get(pk=contact.request_id)
    if contact.is_first or request.closed_at is not None:
        raise NotSplittable
    offer = offer_at(contact.at)
    promise = promised(offer, contact.at)
    apart = CallbackRequest.objects.create(
        campaign=offer.campaign,
        channel=contact.channel,
        received_at=contact.at,
        due_at=promise.due_at,
        promise_explanation=promise.explanation,
        calendar=offer.calendar,
        household_line=free_line(request.phone_lookup),
        **{name: getattr(request, name) for name in (*SAME_PHONE, *SAFETY)},
    )
    Contact.objects.filter(pk=contact.pk).update(request=apart, is_first=True)
    return apart
