"""What of the team's work on requests reaches a copy for training, column by column.

What happened stays (states, results, aids, reasons): that is what is trained. Who the person is
does not: each answer of the profile is drawn for itself, so that no combination is anybody's.
"""

from secrets import SystemRandom

from django.db.models import Q

from callbacks.models import (
    AidNews,
    CallAttempt,
    Callback,
    CallbackMove,
    FollowUp,
    HandOver,
    Interview,
    InterviewAid,
    InterviewAmendment,
    InterviewReason,
    ListedWord,
    Meeting,
    MeetingPlace,
    MeetingStep,
    Merge,
    News,
    PartnerMember,
    Profile,
    Question,
    QuestionVersion,
    Reason,
    SavedView,
    SettledMessage,
    StartView,
    Team,
)
from callbacks.models.interview import HeardOf
from callbacks.services.profiles import one_length, unsaid_of_own
from callbacks.situation import questions
from julien.core.crypto import derived, encrypt
from julien.core.fields import SealedTextField
from julien.retention.training.columns import Copied, LeftOut
from julien.retention.training.rules import (
    PLACES,
    calendar_id,
    counted,
    drawn,
    number,
    one_of,
    said,
)

NOTES = (
    "Copie pour la formation : la note n'est pas copiée.",
    "Rappeler plutôt le matin. (Note d'exemple.)",
    "Voulait d'abord savoir qui nous sommes. (Note d'exemple.)",
)
OWN_WORDS = (
    "Je ne savais pas que cela existait. (Exemple)",
    "À la fin du mois il ne reste rien. (Exemple)",
    "Je ne voulais déranger personne. (Exemple)",
)
AGREED = ("Demander le formulaire, puis se rappeler. (Exemple)", "Préparer les papiers. (Exemple)")
_chance = SystemRandom()


def situation(value, row):
    """Each answer drawn for itself, closed with the keys that go with those of the copy."""
    asked_now = [asked for asked in questions().values() if asked.is_offered]
    said = unsaid_of_own() | {asked.name: _drawn(asked) for asked in asked_now}
    text = one_length(said | {"commune": None, "district": ""})
    return encrypt(SealedTextField.padded(text), keys=(derived(row.keys.field),))


def _drawn(asked):
    codes = [code for code, _words in asked.offered()]
    return asked.in_order(_chance.choices(codes, k=2)) if asked.several else _chance.choice(codes)


REQUEST, CALLBACK = "callback__request", "interview__callback__request"

TABLES = (
    Copied(
        Callback,
        person="request",
        keep=(
            "id",
            "request",
            "state",
            "closed_reason",
            "claimed_by",
            "for_team",
            "late_reason",
        ),
        shift=(
            "due_at",
            "visible_from",
            "claimed_at",
            "lease_until",
            "for_team_until",
            "alarmed_at",
            "created_at",
        ),
        drop=("press",),
    ),
    Copied(
        CallbackMove,
        person=REQUEST,
        keep=("id", "callback", "was", "to", "by", "why", "given_to"),
        shift=("at",),
    ),
    Copied(
        CallAttempt,
        person=REQUEST,
        keep=("id", "callback", "caller", "result", "counts", "stops_first_clock", "reached"),
        shift=("started_at", "ended_at"),
        replace={"note": said(*NOTES)},
        drop=("submission",),
    ),
    Copied(
        Interview,
        person=REQUEST,
        keep=(
            "id",
            "callback",
            "caller",
            "form_version",
            "state",
            "revision",
            "ongoing_support",
            "silence",
            "settled",
            "may_ask_later",
        ),
        shift=("started_at", "saved_at", "signed_at", "call_ended_at"),
        replace={
            "heard_of": drawn(HeardOf),
            "own_words": said(*OWN_WORDS),
            "notes": said(*NOTES),
            "agreed": said(*AGREED),
            "other_reason": said("Autre raison (exemple)"),
            "recap": said("Récapitulatif d'exemple : le texte remis n'est pas copié."),
        },
        drop=("last_tab",),
    ),
    Copied(Profile, keep=("id", "interview"), replace={"sealed": situation}),
    Copied(
        InterviewAid,
        keep=("id", "interview", "aid", "knew", "receives", "has_asked", "possible", "advised"),
    ),
    Copied(
        InterviewReason,
        keep=("id", "interview", "aid", "reason", "form", "is_main"),
    ),
    LeftOut(InterviewAmendment, "words before and after a correction"),
    Copied(
        FollowUp,
        person=CALLBACK,
        keep=("id", "interview", "kind", "state"),
        shift=("on", "held_at"),
        replace={"place": one_of(*PLACES)},
    ),
    Copied(
        News,
        person=CALLBACK,
        keep=("id", "interview", "state", "by"),
        shift=("due_on", "asked_at", "call_from", "settled_at"),
    ),
    Copied(
        AidNews,
        keep=("id", "interview", "aid", "outcome", "amount", "refused_because", "reason"),
    ),
    Copied(
        HandOver,
        person=REQUEST,
        keep=(
            "id",
            "callback",
            "by",
            "colleague",
            "team",
            "partner",
            "reason",
            "consent",
            "answer",
            "answered_by",
        ),
        shift=("at", "until", "answered_at"),
        replace={"words": said(*NOTES), "answer_words": said(*NOTES)},
    ),
    Copied(
        Merge,
        person=REQUEST,
        keep=("id", "callback", "duplicate", "by", "was", "moved", "undone_by"),
        shift=("at", "appointed_for", "undone_at"),
        replace={"number_before": number},
    ),
    Copied(
        Meeting,
        person=REQUEST,
        keep=("id", "callback", "kind", "state", "caller", "place", "sequence"),
        shift=("starts_at", "ends_at", "changed_at", "remind_at", "other_time_asked_at"),
        replace={"uid": calendar_id},
        only=~Q(state=Meeting.State.PLANNED),  # moved with each person, two of a caller may collide
    ),
    Copied(
        MeetingStep,
        person=f"meeting__{REQUEST}",
        keep=("id", "meeting", "what", "by", "place", "caller"),
        shift=("at", "starts_at"),
        only=~Q(meeting__state=Meeting.State.PLANNED),
    ),
    # Where people met says in which part of the canton they live.
    Copied(
        MeetingPlace,
        keep=("id", "retired_on"),
        replace={
            "name": counted("Lieu d'exemple {}"),
            "address": one_of("Rue d'Exemple 1, 2800 Delémont"),
            "access": one_of("Entrée d'exemple, au rez-de-chaussée"),
        },
    ),
    Copied(
        SettledMessage,
        person="message__request",
        keep=("id", "message", "by"),
        shift=("at",),
    ),
    Copied(
        Reason,
        keep=(
            "id",
            "code",
            "label",
            "forms",
            "source",
            "retired_on",
            "edited_on",
            "position",
        ),
    ),
    Copied(
        ListedWord,
        keep=("id", "listed", "code", "label", "position", "retired_on", "retry_minutes"),
    ),
    Copied(Question, keep=("id", "code", "kind", "position", "retired_on")),
    Copied(
        QuestionVersion,
        keep=("id", "question", "number", "title", "wording", "guidance", "answers", "since"),
    ),
    LeftOut(SavedView, "how somebody looks at the queue, in their own words"),
    LeftOut(StartView, "goes with the views of the queue"),
    Copied(Team, keep=("id",), replace={"name": counted("Équipe d'exemple {}")}),
    Copied(Team.members.through, keep=("id", "team", "user")),
    Copied(PartnerMember, keep=("id", "user", "partner")),
)
