"""What this app holds of a person, column by column, and what erasing leaves of it."""

from julien.retention.models import LegalHold
from julien.retention.owned import Sweep, Table
from requests_intake.models import (
    CallbackRequest,
    Contact,
    InboundSms,
    Message,
    OngoingSupport,
    Place,
    ResearchAgreement,
    RightsRequest,
    Satisfaction,
)

TABLES = (
    Table(
        CallbackRequest,
        person="pk",
        anchor="received_at",
        one=True,
        kept=(
            "campaign",
            "channel",
            "language",
            "ongoing_support",
            "partner",
            "erased_at",
        ),
        clock=("due_at", "withdrawn_at", "closed_at"),
        shell=("id", "reference", "received_at", "due_at", "calendar", "closed_at", "erased_at"),  # nosec B604
        empty={
            "campaign": None,
            "channel": "",
            "new_date_told": None,
            "promise_explanation": "",
            "phone": "",
            "phone_lookup": "",
            "phone_tail_lookup": "",
            "first_name": "",
            "takes_sms": False,
            "postal_code": "",
            "language": "",
            "windows": [],
            "days": [],
            "may_say_who": None,
            "may_voicemail": None,
            "may_text": None,
            "consent_version": "",
            "needs": [],
            "own_needs": [],
            "for_other": False,
            "relation": "",
            "other_agrees": None,
            "ongoing_support": OngoingSupport.UNKNOWN,
            "partner": None,
            "taken_by": None,
            "in_danger": False,
            "suspicion": [],
            "household_line": 0,
            "withdrawn_at": None,
            "restricted_at": None,
            "previous": None,
            "merged_into": None,
        },
    ),
    Table(
        Contact,
        person="request",
        words=("words",),
        erased=(
            "id",
            "channel",
            "at",
            "token",
            "token_lookup",
            "may_manage",
            "is_first",
            "submission",
            "fingerprint",
        ),
    ),
    Table(
        InboundSms,
        person="contact__request",
        kind="inbound",
        erased=(
            "id",
            "message_sid",
            "from_number",
            "from_lookup",
            "to_number",
            "body",
            "received_at",
            "is_waiting",
        ),
    ),
    Table(
        Message,
        person="request",
        kind="messages",
        erased=(
            "id",
            "kind",
            "language",
            "to_number",
            "body",
            "parts",
            "state",
            "state_since",
            "created_at",
            "not_before",
            "useless_after",
            "tries",
            "gateway",
            "provider_sid",
            "error_code",
        ),
    ),
    Table(
        Place,
        person="request",
        erased=("id", "day", "part", "number", "as_wished", "at"),
    ),
    Table(
        LegalHold,
        person="person_id",
        erased=("id", "person_id", "why", "until", "by", "at", "lifted_by", "lifted_at"),
    ),
    Table(
        RightsRequest,
        person="request",
        erased=(
            "id",
            "right",
            "how",
            "received_on",
            "due_on",
            "words",
            "noted_by",
            "handler",
            "settled_at",
            "settled_by",
            "refused_because",
            "changed",
            "answered_on",
            "answer",
        ),
    ),
    Table(
        ResearchAgreement,
        person="request",
        erased=("id", "agreed", "at", "how", "text_version", "by"),
    ),
    Table(
        Satisfaction,
        person="request",
        kept=("satisfied", "knows_next_step"),
        erased=("id", "at"),
    ),
)


def led_nowhere(limit):
    """SMS received before `limit` that became no contact of anybody."""
    return InboundSms.objects.filter(contact=None, is_waiting=False, received_at__lt=limit)


def traces(limit):
    return CallbackRequest.objects.filter(erased_at__lt=limit)


SWEEPS = (Sweep("inbound", led_nowhere), Sweep("traces", traces))


def numbers_of(requests):
    """The keyed hashes of the numbers of these requests that nobody else's request has."""
    mine = set(requests.exclude(phone_lookup="").values_list("phone_lookup", flat=True))
    others = CallbackRequest.objects.filter(phone_lookup__in=mine).exclude(pk__in=requests)
    return mine - set(others.values_list("phone_lookup", flat=True))


def lock(requests):
    list(requests.order_by("pk").select_for_update(of=("self",)))


def end(requests, *, by, at):
    """Who is erased waits for no call any more."""
    requests.filter(closed_at=None).update(withdrawn_at=at, closed_at=at)


def mark(requests, *, by, at):
    """What hangs on the people but is no row of theirs: SMS that led nowhere, links to them."""
    InboundSms.objects.filter(contact=None, from_lookup__in=numbers_of(requests)).delete()
    CallbackRequest.objects.filter(previous__in=requests).update(previous=None)
    CallbackRequest.objects.filter(merged_into__in=requests).update(merged_into=None)
