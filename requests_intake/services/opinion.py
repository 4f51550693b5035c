"""What the person thought of it, asked and answered by SMS: two questions, one after the other.

The first is written once the call is closed, when the desk is open the next day. A number from
1 to 4 (sms/scores.py) is an answer only to a question that was asked; everything else a person
writes is for a person.
"""

from datetime import timedelta

from django.db import transaction

from campaigns.promise import NoOpenDay, next_opening
from campaigns.services.offer import offer_at
from requests_intake.models import Message
from requests_intake.services.changes import say_satisfaction
from requests_intake.services.messages import draft_message, write_message
from requests_intake.sms.scores import scores

ASKED_AFTER = timedelta(days=1)
# A question that could not be sent for so long is not asked any more.
ASKED_WITHIN = timedelta(days=7)
# A number that comes later than that after a question is no answer to it.
ANSWERED_WITHIN = timedelta(days=14)

Kind = Message.Kind
FIRST, SECOND = Kind.OPINION, Kind.NEXT_STEP
LEFT = (Message.State.SENDING, Message.State.SENT, Message.State.DELIVERED)


@transaction.atomic(savepoint=False)
def ask_opinion(*, request, at):
    """Have the first question sent. Returns the Message, or None.

    Not asked to who wants no SMS, nor where naming us could harm: it is not worth the risk.
    """
    if request.may_say_who is False:
        return None
    try:
        asked_at = next_opening(at + ASKED_AFTER, offer_at(at).hours)
    except NoOpenDay:
        return None
    return write_message(
        request=request,
        kind=FIRST,
        at=at,
        not_before=asked_at,
        useless_after=asked_at + ASKED_WITHIN,
    )


def answered_question(*, lookup, words, at):
    """The question (a Message) that these words of a number answer, or None."""
    if not scores(words):
        return None
    asked = Message.objects.filter(
        request__phone_lookup=lookup,
        kind__in=(FIRST, SECOND),
        state__in=LEFT,
        state_since__gt=at - ANSWERED_WITHIN,
    )
    return asked.select_related("request").order_by("-created_at", "-pk").first()


@transaction.atomic(savepoint=False)
def take_answer(*, question, words, at):
    """Keep the answer. Two numbers answer both questions; after one of them the second question
    is returned, for write(), else None."""
    said = scores(words)
    satisfied = said[0] if question.kind == FIRST else None
    knows = said[-1] if question.kind == SECOND or len(said) > 1 else None
    is_new = say_satisfaction(
        request_id=question.request_id, satisfied=satisfied, knows_next_step=knows, at=at
    )
    if is_new and question.kind == FIRST and knows is None:
        useless_after = at + ASKED_AFTER
        return draft_message(
            request=question.request, kind=SECOND, at=at, useless_after=useless_after
        )
    return None
