"""Who may have asked twice. Never decides: a phone is often a family's, a number mistyped."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from callbacks.models import Callback
from callbacks.rules import LIKELY_SHOWN
from julien.core.phone import phone_lookup, phone_tail_lookup
from requests_intake.models import Contact
from requests_intake.services.ask import submission_of_number

SAME_NUMBER = "same_number"
NEAR_NUMBER = "near_number"
SAME_TAIL = "same_tail"


@dataclass(frozen=True)
class Likely:
    """An open request that may be the same person's, and why it may be.

    `apart`: the team has already said that these are two persons on one phone.
    """

    callback_id: int
    reference: str
    why: str
    received_at: datetime
    state: str
    phone: str
    apart: bool = False

    @property
    def says(self):
        return {
            SAME_NUMBER: _("même numéro"),
            NEAR_NUMBER: _("numéro presque pareil, même lieu ou même prénom"),
            SAME_TAIL: _("mêmes quatre derniers chiffres, même lieu ou même prénom"),
        }[self.why]


def likely_duplicates(*, phone, postal_code="", first_name="", besides=None):
    """The open requests that may be the same person's as this one; `phone` is E.164.

    The same number; or a number with one digit wrong or two swapped, or the same last four
    digits, and then also the same post code or the same first name. `besides`: the id of the
    request that is compared. Two queries at most.
    """
    own = phone_lookup(phone)
    near = {phone_lookup(number) for number in slips(phone)}
    found = (
        Callback.objects.open()
        .filter(
            Q(request__phone_lookup__in={own, *near})
            | Q(request__phone_tail_lookup=phone_tail_lookup(phone))
        )
        .exclude(request=besides)
        .select_related("request")
        .order_by("due_at", "pk")
    )
    person = (postal_code.strip(), _plain(first_name))
    likely = [
        _likely(callback, _why(callback.request, own, near))
        for callback in found
        if callback.request.phone_lookup == own or _same_person(callback.request, person)
    ]
    return sorted(likely, key=lambda one: one.why != SAME_NUMBER)[:LIKELY_SHOWN]


def slips(phone):
    """The numbers one gets by mistyping a digit or swapping two neighbours, the first four kept.

    Those say the country and the network: a slip there is no number any more.
    """
    head, tail = phone[:4], phone[4:]
    wrong = {tail[:n] + digit + tail[n + 1 :] for n in range(len(tail)) for digit in "0123456789"}
    swapped = {tail[:n] + tail[n + 1] + tail[n] + tail[n + 2 :] for n in range(len(tail) - 1)}
    return {head + one for one in (wrong | swapped) - {tail}}


def _same_person(request, person):
    postal_code, first_name = person
    same_place = postal_code and request.postal_code == postal_code
    same_name = first_name and _plain(request.first_name) == first_name
    return bool(same_place or same_name)


def _plain(name):
    return name.strip().casefold()


def _why(request, own, near):
    if request.phone_lookup == own:
        return SAME_NUMBER
    return NEAR_NUMBER if request.phone_lookup in near else SAME_TAIL


def _likely(callback, why):
    request = callback.request
    return Likely(
        callback_id=callback.pk,
        reference=request.reference,
        why=why,
        received_at=request.received_at,
        state=callback.get_state_display(),
        phone=request.phone,
    )


def likely_same_as(request):
    """likely_duplicates() of an open request; those on the same phone are known to be apart."""
    if request.closed_at is not None:
        return []
    found = likely_duplicates(
        phone=request.phone,
        postal_code=request.postal_code,
        first_name=request.first_name,
        besides=request.pk,
    )
    return [replace(one, apart=one.why == SAME_NUMBER) for one in found]


def is_sent_before(phone, submission):
    """Whether this very copy of a form has made its contact already (a double click)."""
    number = submission_of_number(submission, phone_lookup(phone.e164))
    return bool(number) and Contact.objects.filter(submission=number).exists()
