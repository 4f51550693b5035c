"""Everything that happened to a request, as one line of time. The own words stand apart."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from callbacks.lists import say_closing, say_result
from callbacks.models import Callback, MeetingStep, Merge
from callbacks.results import Result
from callbacks.rules import Release, Why
from callbacks.states import State
from julien.core.moments import say_moment
from requests_intake.models import CallbackRequest, Message

EARLIER_SHOWN = 10
# The link is the person's key: who holds it may withdraw, or read the recap, in their name.
SECRET_LINK = re.compile(r"(/suivi/)[\w-]+")
# Moves that go with a row which says more: to whom, and what they answered; with which request.
TOLD_BY_THEIR_ROW = {
    *(Why.HANDED_OVER, Why.PARTNER_ACCEPTED, Why.PARTNER_REFUSED),
    *(Why.MERGED, Why.MERGED_IN, Why.PARTED),
}
# Messages that did not arrive: someone has to know.
NOT_ARRIVED = {
    Message.State.FAILED,
    Message.State.UNDELIVERED,
    Message.State.SENDING,
}


@dataclass(frozen=True)
class Event:
    """One thing that happened. kind: contact, message, call, move. is_bad: needs an eye."""

    at: datetime
    kind: str
    title: str
    words: str = ""
    who: str = ""
    is_bad: bool = False


def timeline(callback, now):
    """The Events of a callback's request, latest first. Seven queries."""
    request = callback.request
    events = [
        *(_contact(one) for one in request.contacts.all()),
        *(_message(one) for one in request.messages.all()),
        *(_call(one) for one in callback.attempts.select_related("caller")),
        *_moves(callback),
        *_handed(callback, now),
        *_met(callback),
        *_merged(callback),
    ]
    # Turned round, not sorted downwards: of one instant, what is named last came last.
    return sorted(events, key=lambda event: event.at)[::-1]


def _contact(contact):
    title = (
        _("Demande reçue : %(channel)s") if contact.is_first else _("Nouveau contact : %(channel)s")
    )
    return Event(
        at=contact.at,
        kind="contact",
        title=title % {"channel": contact.get_channel_display()},
    )


def _message(message):
    title = _("SMS « %(kind)s » : %(state)s") % {
        "kind": message.get_kind_display(),
        "state": message.get_state_display(),
    }
    return Event(
        at=message.created_at,
        kind="message",
        title=title,
        words=SECRET_LINK.sub("\\1…", message.body),
        is_bad=message.state in NOT_ARRIVED,
    )


def _call(attempt):
    title = say_result(attempt.result) if attempt.result else _("Appel en cours")
    return Event(
        at=attempt.started_at,
        kind="call",
        title=title,
        words=attempt.note,
        who=str(attempt.caller),
    )


def _handed(callback, now):
    """To whom it was given, and what they answered."""
    given = callback.hand_overs.select_related("by", "colleague", "team", "partner", "answered_by")
    for one in given:
        title = _("Confié à %(to)s : %(why)s") % {"to": one.to, "why": one.get_reason_display()}
        yield Event(at=one.at, kind="move", title=title, words=one.words, who=str(one.by))
        if one.stands(now) == "expired":
            yield Event(at=one.until, kind="move", title=_("%s : sans réponse") % one.to)
        elif one.answer:
            answered = {"to": one.to, "answer": one.get_answer_display()}
            yield Event(
                at=one.answered_at,
                kind="move",
                title=_("%(to)s : %(answer)s") % answered,
                words=one.answer_words,
                who=str(one.answered_by),
            )


def _met(callback):
    """What happened to meetings in person."""
    steps = MeetingStep.objects.filter(meeting__callback=callback).select_related("by")
    for step in steps:
        told = {"what": step.get_what_display(), "when": say_moment(step.starts_at)}
        title = _("Rendez-vous en personne, %(when)s : %(what)s") % told
        who = str(step.by) if step.by else _("la personne")
        yield Event(at=step.at, kind="move", title=title, who=who)


def _merged(callback):
    """With which requests it was joined, and taken apart again."""
    both = Q(callback=callback) | Q(duplicate=callback)
    rows = Merge.objects.filter(both).select_related(
        "callback__request", "duplicate__request", "by", "undone_by"
    )
    for one in rows:
        other = one.duplicate if one.callback_id == callback.pk else one.callback
        ref = {"ref": other.request.reference}
        yield Event(at=one.at, kind="move", title=_("Réunie à %(ref)s") % ref, who=str(one.by))
        if one.undone_at:
            undone = _("Réunion à %(ref)s annulée") % ref
            yield Event(at=one.undone_at, kind="move", title=undone, who=str(one.undone_by))


def _moves(callback):
    """The moves that neither a call nor another row tells: those would say the same twice.

    In the order they were written: somebody's clock is read when their page is asked for, and who
    asked first may have been second.
    """
    results, shown_at = set(Result.values), None
    for move in callback.moves.order_by("pk").select_related("by", "given_to"):
        shown_at = max(move.at, shown_at or move.at)
        if move.why not in results | TOLD_BY_THEIR_ROW:
            yield Event(at=shown_at, kind="move", title=say_why(move), who=_who(move))


def _who(move):
    """ "Anne", or "Jeanne → Anne" when Jeanne put it into Anne's hands."""
    return " → ".join(str(one) for one in (move.by, move.given_to) if one)


def say_why(move):
    """Why it moved, in words; the new state when the code is of another part of the product."""
    return say_code(move.why) or str(State(move.to).label)


def say_code(code):
    """The words of a code written with a move; "" for one of another part of the product."""
    if code in Result.values:
        return say_result(code)
    for codes in (Why, Release):
        if code in codes.values:
            return str(codes(code).label)
    return ""


@dataclass(frozen=True)
class Earlier:
    """A former or other request of the same number."""

    reference: str
    received_at: datetime
    outcome: str
    is_open: bool


def same_number(request):
    """Other requests of this number, latest first: perhaps the same person, perhaps the family."""
    others = CallbackRequest.objects.from_number(request.phone_lookup).exclude(pk=request.pk)
    callbacks = (
        Callback.objects.filter(request__in=others)
        .select_related("request")
        .order_by("-request__received_at", "-pk")
    )
    return [
        Earlier(
            reference=one.request.reference,
            received_at=one.request.received_at,
            outcome=outcome_of(one),
            is_open=one.state != State.CLOSED,
        )
        for one in callbacks[:EARLIER_SHOWN]
    ]


def outcome_of(callback):
    """The state, or why it is closed."""
    if callback.state == State.CLOSED:
        return say_closing(callback.closed_reason)
    return str(State(callback.state).label)
