"""An SMS comes in: kept once, exactly as it came, and acted upon in the same transaction."""

from django.db import IntegrityError, transaction
from psycopg.errors import UniqueViolation

from campaigns.services.terms import terms
from julien.core.phone import PhoneError, phone_lookup, read_phone
from julien.core.rows import insert
from requests_intake.models import Channel, InboundSms, Message
from requests_intake.services.ask import Ask
from requests_intake.services.changes import (
    A_DAY,
    close_as_withdrawn,
    resume_messages,
    stop_messages,
)
from requests_intake.services.joining import merge, tell_joined
from requests_intake.services.messages import has_heard_enough, write_message
from requests_intake.services.opinion import answered_question, take_answer
from requests_intake.services.places import missed_wish
from requests_intake.services.receive import add_contact, lock_latest, receive
from requests_intake.services.wishes import (
    FULL,
    answer_to_wishes,
    on_open_days,
    parts_open,
)
from requests_intake.sms.tongue import tongue
from requests_intake.sms.words import Kind, meaning


def take_in_sms(*, message_sid, from_number, body, at, to_number=""):
    """Keep an SMS and do what it asks. Returns the InboundSms.

    Promise: the same `message_sid` again, even several at once, changes nothing and returns the
    same row. Whatever the text, a sender who can be called ends with an open request, unless
    the text is a single word with an effect (sms/words.py). A sender who cannot be called (a
    short code, a name) is kept for the team to see. While no desk is set up nothing can be
    promised: the SMS is kept and waits for take_in_waiting().
    """
    is_waiting = terms().desk is None
    try:
        with transaction.atomic():
            contact = None if is_waiting else _act(from_number, body, at)
            sms = InboundSms(
                message_sid=message_sid,
                from_number=from_number,
                from_lookup=phone_lookup(from_number),
                to_number=to_number[:20],
                body=body,
                received_at=at,
                contact=contact,
                is_waiting=is_waiting,
            )
            return insert(sms)
    except IntegrityError as error:
        if not isinstance(error.__cause__, UniqueViolation):
            raise
        return InboundSms.objects.get(message_sid=message_sid)


def take_in_waiting():
    """Act upon the SMS that came before there was a desk, as of when they came. How many."""
    if terms().desk is None:
        return 0
    waiting = list(InboundSms.objects.waiting().values_list("pk", flat=True))
    return sum(_take_in_late(sms_id) for sms_id in waiting)


@transaction.atomic
def _take_in_late(sms_id):
    """One of them; False when another worker was quicker."""
    waiting = InboundSms.objects.waiting().select_for_update(of=("self",), no_key=True)
    sms = waiting.filter(pk=sms_id).first()
    if sms is None:
        return False
    sms.contact = _act(sms.from_number, sms.body, sms.received_at)
    sms.is_waiting = False
    sms.save(update_fields=["contact", "is_waiting"])
    return True


def _act(from_number, body, at):
    """The Contact that the SMS became; None when nobody can be called or nothing is open."""
    try:
        phone = read_phone(from_number)
    except PhoneError:
        return None
    if question := answered_question(lookup=phone_lookup(phone.e164), words=body, at=at):
        take_answer(question=question, words=body, at=at)
        ask = Ask(channel=Channel.SMS, phone=phone, received_at=at, words=body)
        return add_contact(question.request, ask)
    asked = meaning(body)
    days = on_open_days(asked.days, at)
    is_closed_day = bool(asked.days) and not days
    ask = Ask(
        channel=Channel.SMS,
        phone=phone,
        received_at=at,
        words=body,
        windows=() if is_closed_day else asked.windows,
        days=days,
        language=tongue(body),
    )
    if asked.kind not in EFFECTS:
        return receive(**vars(ask)).contact
    request = lock_latest(ask.lookup)
    is_open = request is not None and request.closed_at is None
    if not is_open and asked.kind in ASK_WHEN_NONE_IS_OPEN:
        received = receive(**vars(ask))
        if asked.kind == Kind.WINDOWS:
            _say_why_not(received.request, ask)
        return received.contact
    if request is None:
        return receive(**vars(ask)).contact if asked.kind == Kind.THANKS else None
    contact = add_contact(request, ask)
    if is_open:
        merge(request, ask, trusted=True)  # the answer is in the language they write in now
    EFFECTS[asked.kind](request, ask, is_open)
    return contact


def _stop(request, ask, is_open):
    stop_messages(request, at=ask.received_at)


def _start(request, ask, is_open):
    was_stopped = request.may_text is False
    resume_messages(request)
    if is_open and was_stopped:  # whoever asks for our SMS again gets one, that shows it
        _answer(request, ask, Message.Kind.JOINED)
    elif is_open:
        tell_joined(request, channel=ask.channel, at=ask.received_at)


def _cancel(request, ask, is_open):
    if is_open:
        close_as_withdrawn(request, at=ask.received_at)


def _info(request, ask, is_open):
    _answer(
        request,
        ask,
        Message.Kind.INFO,
        voice_number=terms().desk.voice_number,
        parts_open=parts_open(ask.received_at),
    )


def _windows(request, ask, is_open):
    _say_wishes(request, ask, _why_not(request, ask))


def _say_why_not(request, ask):
    """After the acknowledgement of a first SMS: only what it cannot have."""
    if answer := _why_not(request, ask):
        _say_wishes(request, ask, answer)


def _why_not(request, ask):
    return FULL if missed_wish(request, ask.received_at) else answer_to_wishes(request, ask)


def _say_wishes(request, ask, answer):
    parts = parts_open(ask.received_at, request.days)
    _answer(request, ask, Message.Kind.WISHES, answer=answer, parts_open=parts)


def _thanks(request, ask, is_open):
    """Kept with what they wrote; nobody has to call, or answer, for it."""


def _answer(request, ask, kind, **context):
    at = ask.received_at
    if has_heard_enough(request, kind, at):
        return
    write_message(request=request, kind=kind, useless_after=at + A_DAY, at=at, context=context)


EFFECTS = {
    Kind.STOP: _stop,
    Kind.START: _start,
    Kind.CANCEL: _cancel,
    Kind.INFO: _info,
    Kind.WINDOWS: _windows,
    Kind.THANKS: _thanks,
}
# Without an open request these words are a wish to be called, as any other text; thanks only from
# somebody who never wrote before.
ASK_WHEN_NONE_IS_OPEN = {Kind.INFO, Kind.WINDOWS}
