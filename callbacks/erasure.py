"""What this app holds of a person, column by column, and what erasing leaves of it."""

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
    Meeting,
    MeetingStep,
    Merge,
    News,
    Profile,
    SettledMessage,
)
from callbacks.profiles import what_stays
from callbacks.services.ending import end_as_withdrawn
from callbacks.services.moves import mark_erased
from julien.retention.owned import Table

TABLES = (
    Table(
        Callback,
        person="request",
        one=True,
        kept=("state", "closed_reason", "late_reason"),
        clock=("due_at",),
        timed=("late_reason",),
        shell=("id", "request", "due_at", "state", "closed_reason", "created_at"),  # nosec B604
        empty={
            "visible_from": None,
            "claimed_by": None,
            "claimed_at": None,
            "lease_until": None,
            "press": None,
            "late_reason": "",
            "alarmed_at": None,
            "for_team": None,
            "for_team_until": None,
        },
    ),
    Table(
        CallbackMove,
        person="callback__request",
        erased=("id", "was", "to", "by", "given_to", "at", "why"),
    ),
    Table(
        Merge,
        person="callback__request",
        erased=(
            "id",
            "by",
            "at",
            "was",
            "appointed_for",
            "number_before",
            "moved",
            "undone_at",
            "undone_by",
        ),
    ),
    Table(
        HandOver,
        person="callback__request",
        kept=("partner", "reason", "answer"),
        clock=("until",),
        words=("words", "answer_words"),
        erased=(
            "id",
            "by",
            "at",
            "colleague",
            "team",
            "consent",
            "answered_by",
            "answered_at",
        ),
    ),
    Table(
        Meeting,
        person="callback__request",
        erased=(
            "id",
            "kind",
            "state",
            "caller",
            "place",
            "starts_at",
            "ends_at",
            "uid",
            "sequence",
            "changed_at",
            "remind_at",
            "other_time_asked_at",
        ),
    ),
    Table(
        MeetingStep,
        person="meeting__callback__request",
        erased=("id", "what", "at", "by", "starts_at", "place", "caller"),
    ),
    Table(SettledMessage, person="message__request", kind="messages", erased=("id", "by", "at")),
    Table(
        CallAttempt,
        person="callback__request",
        kept=("result", "counts", "stops_first_clock", "reached"),
        clock=("started_at", "ended_at"),
        words=("note",),
        erased=("id", "caller", "submission"),
    ),
    Table(
        Interview,
        person="callback__request",
        one=True,
        kept=(
            "form_version",
            "state",
            "ongoing_support",
            "heard_of",
            "silence",
            "settled",
        ),
        words=("own_words", "notes", "agreed", "other_reason", "recap"),
        erased=(
            "id",
            "caller",
            "started_at",
            "saved_at",
            "signed_at",
            "call_ended_at",
            "revision",
            "last_tab",
            "may_ask_later",
        ),
        shown=("started_at", "signed_at", "call_ended_at"),
    ),
    Table(
        Profile,
        person="interview__callback__request",
        one=True,
        kept=("sealed",),
        coded={"sealed": what_stays},
        erased=("id",),
    ),
    Table(
        InterviewAid,
        person="interview__callback__request",
        kept=("aid", "knew", "receives", "has_asked", "possible", "advised"),
        erased=("id",),
    ),
    Table(
        InterviewReason,
        person="interview__callback__request",
        kept=("aid", "reason", "form", "is_main"),
        erased=("id",),
    ),
    Table(
        InterviewAmendment,
        person="interview__callback__request",
        kind="words",
        erased=("id", "by", "at", "why", "changes"),
    ),
    Table(
        FollowUp,
        person="interview__callback__request",
        kept=("kind", "state"),
        erased=("id", "on", "place", "held_at"),
    ),
    Table(
        News,
        person="interview__callback__request",
        one=True,
        kept=("state",),
        erased=("id", "due_on", "asked_at", "call_from", "settled_at", "by"),
    ),
    Table(
        AidNews,
        person="interview__callback__request",
        kept=("aid", "outcome", "amount", "refused_because", "reason"),
        erased=("id",),
    ),
)


def lock(requests):
    """Callbacks before requests, as the team's work does."""
    list(callbacks_of(requests).order_by("pk").select_for_update(of=("self",)))


def end(requests, *, by, at):
    """Whatever was going on with these requests ends here, as if the person had withdrawn."""
    end_as_withdrawn(requests, by=by, at=at)


def mark(requests, *, by, at):
    """What the team still sees for a while: closed, erased, when and by whom."""
    Merge.objects.filter(duplicate__request__in=requests).delete()
    mark_erased(callbacks_of(requests), by=by, at=at)


def callbacks_of(requests):
    return Callback.objects.filter(request__in=requests)
