"""What of the people who asked reaches a copy for training, column by column."""

from julien.retention.training.columns import Copied, LeftOut
from julien.retention.training.rules import (
    POSTAL_CODES,
    counted,
    name,
    number,
    number_hash,
    one_of,
    reference,
    said,
    tail_hash,
    token,
)
from requests_intake.models import (
    CallbackRequest,
    CallNeed,
    ConsentText,
    Contact,
    InboundSms,
    Message,
    Place,
    ResearchAgreement,
    RightsRequest,
    Satisfaction,
    SmsText,
)
from requests_intake.services.receive import token_lookup

WORDS = (
    "Bonjour, pouvez-vous m'appeler ? Merci",
    "J'aimerais savoir à quoi j'ai droit",
    "Je n'arrive plus à payer l'assurance maladie",
    "C'est pour une question de loyer",
    "On m'a dit que vous pouviez m'aider à remplir un formulaire",
)
# What waits to leave must not: in the copy it is too late for it.
LEFT = {"queued": "useless", "sending": "useless"}


def left(value, row):
    """The state of an SMS, with none that could still leave."""
    return LEFT.get(value, value)


def token_hash(value, row):
    return token_lookup(row.token, key=row.keys.lookup)


TABLES = (
    LeftOut(Place, "a plan for days that a copy moves"),
    Copied(
        CallbackRequest,
        person="pk",
        keep=(
            "id",
            "campaign",
            "channel",
            "calendar",
            "takes_sms",
            "language",
            "needs",
            "own_needs",
            "windows",
            "days",
            "may_say_who",
            "may_voicemail",
            "may_text",
            "consent_version",
            "for_other",
            "relation",
            "other_agrees",
            "ongoing_support",
            "partner",
            "taken_by",
            "in_danger",
            "suspicion",
            "household_line",
            "previous",
            "merged_into",
        ),
        shift=(
            "received_at",
            "due_at",
            "new_date_told",
            "withdrawn_at",
            "closed_at",
            "erased_at",
            "restricted_at",
        ),
        replace={
            "reference": reference,
            "promise_explanation": one_of("Copie pour la formation : dates déplacées."),
            "phone": number,
            "phone_lookup": number_hash,
            "phone_tail_lookup": tail_hash,
            "first_name": name,
            "postal_code": one_of(*POSTAL_CODES),
        },
    ),
    Copied(
        CallNeed,
        keep=("id", "code", "name", "wording", "advice", "position", "retired_on", "revision"),
    ),
    Copied(ConsentText, keep=("id", "version", "text", "first_used_at")),
    Copied(
        Contact,
        person="request",
        keep=("id", "request", "channel", "may_manage", "is_first"),
        shift=("at",),
        replace={"words": said(*WORDS), "token": token, "token_lookup": token_hash},
        drop=("submission", "fingerprint"),
    ),
    Copied(
        InboundSms,
        person="pk",
        found_by=("from_lookup", "received_at"),
        keep=("id", "contact", "is_waiting"),
        shift=("received_at",),
        replace={
            "message_sid": counted("SMcopie{}"),
            "from_number": number,
            "from_lookup": number_hash,
            "to_number": one_of("+41795550100"),
            "body": said(*WORDS),
        },
    ),
    Copied(
        Message,
        person="request",
        keep=("id", "request", "kind", "language", "parts", "tries", "gateway"),
        shift=("state_since", "created_at", "not_before", "useless_after"),
        replace={
            "to_number": number,
            "body": said("[Copie pour la formation] Le texte de ce SMS n'est pas copié."),
            "state": left,
            "provider_sid": counted("SMcopie{}"),
        },
        drop=("error_code",),
    ),
    Copied(
        Satisfaction,
        person="request",
        keep=("id", "request", "satisfied", "knows_next_step"),
        shift=("at",),
    ),
    Copied(SmsText, keep=("id", "kind", "occasion", "number", "texts", "valid_from", "at", "by")),
    LeftOut(RightsRequest, "which right somebody used, or what they complain of"),
    LeftOut(ResearchAgreement, "a yes given to us, not to who trains"),
)
