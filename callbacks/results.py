"""What can come of a call, with its effects. A newcomer edits a line, not a flow."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from callbacks.states import ClosedReason, State


class Result(models.TextChoices):
    """Codes that scripts and reports rely on, in the order of the keyboard list."""

    REACHED = "reached", _("J'ai joint la personne, nous parlons")
    NO_ANSWER = "no_answer", _("Ça sonne, personne ne répond")
    BUSY = "busy", _("Occupé")
    VOICEMAIL_LEFT = "voicemail_left", _("Répondeur : j'ai laissé un message neutre")
    VOICEMAIL_NOT_ALLOWED = "voicemail_not_allowed", _("Répondeur : pas de message, pas permis")
    VOICEMAIL_FULL = "voicemail_full", _("Répondeur plein ou sans message possible")
    CALL_LATER = "call_later", _("Jointe, préfère un autre moment")
    NOT_SAFE_NOW = "not_safe_now", _("Ne peut pas parler maintenant")
    REACHED_OTHER = "reached_other", _("Quelqu'un d'autre a répondu, je n'ai rien dit")
    DROPPED = "dropped", _("La ligne a coupé")
    LANGUAGE_BARRIER = (
        "language_barrier",
        _("Nous ne nous comprenons pas, il faut une autre langue"),
    )
    WRONG_PERSON = "wrong_person", _("Ce n'est pas le numéro de la personne")
    NUMBER_INVALID = "number_invalid", _("Le numéro n'existe pas")
    DECLINED = "declined", _("La personne ne souhaite pas l'entretien")
    TECHNICAL_FAILURE = "technical_failure", _("Panne de notre téléphone")
    NOT_DIALLED = "not_dialled", _("Je n'ai finalement pas appelé")


@dataclass(frozen=True)
class Effect:
    """What a result does.

    then: the next state. counts: a try towards "unreachable". first_try: stops the first clock
    (the promise is "called", not "reached"). reached: stops the second clock. retry_after:
    when the next try is proposed. other_part: at another part of the day. message: the SMS
    written to the person, if they may be texted. needs_time: the caller must give the moment.
    closed_reason: why it is closed, where it is.
    """

    then: State
    counts: bool = True
    first_try: bool = True
    reached: bool = False
    retry_after: timedelta | None = None
    other_part: bool = False
    message: str = ""
    needs_time: bool = False
    closed_reason: str = ""


_AGAIN = {"then": State.WAITING, "retry_after": timedelta(hours=3), "other_part": True}

EFFECTS = {
    Result.REACHED: Effect(then=State.INTERVIEWING, reached=True),
    Result.NO_ANSWER: Effect(**_AGAIN, message="next_try"),
    Result.BUSY: Effect(then=State.WAITING, counts=False, retry_after=timedelta(minutes=20)),
    Result.VOICEMAIL_LEFT: Effect(**_AGAIN, message="next_try"),
    Result.VOICEMAIL_NOT_ALLOWED: Effect(**_AGAIN, message="next_try"),
    Result.VOICEMAIL_FULL: Effect(**_AGAIN, message="next_try"),
    Result.CALL_LATER: Effect(then=State.APPOINTED, reached=True, needs_time=True),
    Result.NOT_SAFE_NOW: Effect(then=State.APPOINTED, reached=True, needs_time=True),
    Result.REACHED_OTHER: Effect(**_AGAIN),
    Result.DROPPED: Effect(then=State.WAITING, counts=False, retry_after=timedelta(minutes=5)),
    Result.LANGUAGE_BARRIER: Effect(then=State.BLOCKED, reached=True),
    Result.WRONG_PERSON: Effect(then=State.BLOCKED, counts=False, first_try=False),
    Result.NUMBER_INVALID: Effect(then=State.BLOCKED, counts=False, first_try=False),
    Result.DECLINED: Effect(then=State.CLOSED, reached=True, closed_reason=ClosedReason.DECLINED),
    Result.TECHNICAL_FAILURE: Effect(
        then=State.WAITING, counts=False, first_try=False, retry_after=timedelta(minutes=15)
    ),
    Result.NOT_DIALLED: Effect(then=State.QUEUED, counts=False, first_try=False),
}

# In an interview these end the conversation that was reached: they are not another call.
ENDS_CONVERSATION = frozenset(
    {
        Result.REACHED,
        Result.CALL_LATER,
        Result.NOT_SAFE_NOW,
        Result.DROPPED,
        Result.LANGUAGE_BARRIER,
        Result.DECLINED,
    }
)

# Unreachable only after this many counted tries, on different days and parts of the day.
TRIES_BEFORE_UNREACHABLE = 3
DAYS_BEFORE_UNREACHABLE = 2
PARTS_BEFORE_UNREACHABLE = 2
