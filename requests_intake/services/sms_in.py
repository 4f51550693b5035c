"""An SMS comes in: kept once, exactly as it came, and acted upon in the same transaction."""

from functools import partial

from campaigns.services.terms import terms
from julien.core.phone import PhoneError, phone_lookup, read_phone
from julien.core.rows import insert, settled
from requests_intake.models import Channel, InboundSms, Message
from requests_intake.services.ask import Ask
from requests_intake.services.changes import close_as_withdrawn, resume_messages, stop_messages
from requests_intake.services.joining import joined_message, merge
from requests_intake.services.latest import lock_latest
from requests_intake.services.messages import (
    A_DAY,
    draft_message,
    has_heard_enough,
    told,
    wishes_message,
    write,
)
from requests_intake.services.opinion import answered_question, take_answer
from requests_intake.services.places import missed_wish
from requests_intake.services.receive import follow, new_contact
from requests_intake.services.wishes import answer_to_wishes, on_open_days, parts_open
from requests_intake.sms.tongue import tongue
from requests_intake.sms.words import Kind, meaning


class CameBefore(Exception):
    """That very SMS is kept already: nothing is written, nothing done."""


def take_in_sms(*, message_sid, from_number, body, at, to_number=""):
    """Keep an SMS and do what it asks. Returns the InboundSms.

    Promise: the same `message_sid` again, even several at once, changes nothing and returns the
    same row. Whatever the text, a sender who can be called ends with an open request, unless
    the text is a single word with an effect (sms/words.py). A sender who cannot be called (a
    short code, a name) is kept for the team to see. While no desk is set up nothing can be
    promised: the SMS is kept and waits for take_in_waiting().
    """
    sms = {
        "message_sid": message_sid,
        "from_number": from_number,
        "from_lookup": phone_lookup(from_number),
        "to_number": to_number[:20],
        "body": body,
        "received_at": at,
        "is_waiting": terms().desk is None,
    }

    def known():
        return InboundSms.objects.filter(message_sid=message_sid).first()

    return settled(lambda: _take_in(InboundSms(**sms)), known=known) or known()


def _take_in(sms):
    """One round of take_in_sms(); None for an SMS that is kept already."""
    try:
        if sms.is_waiting or _act(sms) is None:
            insert(sms)  # else it was written with its contact
    except CameBefore:
        return None  # a rollback would have the connection forget its prepared statements
    return sms


def take_in_waiting():
    """Act upon the SMS that came before there was a desk, as of when they came. How many."""
    if terms().desk is None:
        return 0
    waiting = list(InboundSms.objects.waiting().values_list("pk", flat=True))
    return sum(settled(partial(_take_in_late, sms_id)) for sms_id in waiting)


def _take_in_late(sms_id):
    """One of them; False when another worker was quicker."""
    waiting = InboundSms.objects.waiting().select_for_update(of=("self",), no_key=True)
    sms = waiting.filter(pk=sms_id).first()
    if sms is None:
        return False
    sms.contact = _act(sms)
    sms.is_waiting = False
    sms.save(update_fields=["contact", "is_waiting"])
    return True


def _act(sms):
    """The Contact that the SMS became; None when nobody can be called or nothing is open.

    An SMS that is not in the database yet is written with its contact.
    """
    try:
        phone = read_phone(sms.from_number)
    except PhoneError:
        return None
    asked = meaning(sms.body)
    days = on_open_days(asked.days, sms.received_at)
    is_closed_day = bool(asked.days) and not days
    ask = Ask(
        channel=Channel.SMS,
        phone=phone,
        received_at=sms.received_at,
        words=sms.body,
        windows=() if is_closed_day else asked.windows,
        days=days,
        names_moment=asked.kind == Kind.WINDOWS,
        language=tongue(sms.body),
        sms=sms if sms.pk is None else None,
    )
    if question := answered_question(lookup=ask.lookup, words=ask.words, at=ask.received_at):
        second = take_answer(question=question, words=ask.words, at=ask.received_at)
        return _written(question.request, ask, second)
    coming_in = sms.message_sid if ask.sms else None
    look = partial(lock_latest, ask.lookup, at=ask.received_at, message_sid=coming_in)
    latest = look()
    if not _is_for_a_person(asked.kind, latest.request) and _is_over(latest.request):
        latest = look()  # a text that had its lock before us may have opened another
    if latest.has_this_sms:
        raise CameBefore
    last = latest.request
    if _is_for_a_person(asked.kind, last):
        return follow(latest, ask).contact
    return None if last is None else _written(last, ask, _effect(asked.kind, last, ask))


def _is_over(request):
    return request is not None and request.closed_at is not None


def _is_for_a_person(kind, last):
    """Whether the SMS asks for a call, as any text does; `last` is the number's last request.

    Without an open one some words with an effect do so too; thanks only from somebody who never
    wrote before.
    """
    if kind not in EFFECTS or (last is None and kind == Kind.THANKS):
        return True
    is_open = last is not None and last.closed_at is None
    return not is_open and kind in ASK_WHEN_NONE_IS_OPEN


def _effect(kind, request, ask):
    is_open = request.closed_at is None
    # The answer is in the language they write in now.
    has_place = merge(request, ask, trusted=True) if is_open else None
    return EFFECTS[kind](request, ask, is_open=is_open, has_place=has_place)


def _written(request, ask, answer):
    """The contact, written down with its SMS and the answer to it (a Message, or None)."""
    contact = new_contact(request, ask)
    write(contact, ask.sms, answer)
    return contact


# What a word does to the request. Each returns the answer that is still to be written, or None.
# `has_place`: what keep_place() says of new wishes.


def _stop(request, ask, **_known):
    stop_messages(request, at=ask.received_at)


def _start(request, ask, *, is_open, **_known):
    was_stopped = request.may_text is False
    resume_messages(request)
    if is_open and was_stopped:  # whoever asks for our SMS again gets one, that shows it
        return _answer(request, ask, Message.Kind.JOINED)
    if not is_open:
        return None
    at = ask.received_at
    return joined_message(request, told(request, at), channel=ask.channel, at=at)


def _cancel(request, ask, *, is_open, **_known):
    if is_open:
        close_as_withdrawn(request, at=ask.received_at)


def _info(request, ask, **_known):
    return _answer(
        request,
        ask,
        Message.Kind.INFO,
        voice_number=terms().desk.voice_number,
        parts_open=parts_open(ask.received_at),
    )


def _windows(request, ask, *, has_place, **_known):
    at = ask.received_at
    if has_heard_enough(told(request, at), Message.Kind.WISHES, at):
        return None
    if has_place is None:  # nothing new
        has_place = not missed_wish(request, at)
    return wishes_message(request, answer_to_wishes(request, ask, has_place=has_place), at=at)


def _thanks(request, ask, **_known):
    """Kept with what they wrote; nobody has to call, or answer, for it."""


def _answer(request, ask, kind, **context):
    at = ask.received_at
    if has_heard_enough(told(request, at), kind, at):
        return None
    return draft_message(
        request=request, kind=kind, useless_after=at + A_DAY, at=at, context=context
    )


EFFECTS = {
    Kind.STOP: _stop,
    Kind.START: _start,
    Kind.CANCEL: _cancel,
    Kind.INFO: _info,
    Kind.WINDOWS: _windows,
    Kind.THANKS: _thanks,
}
ASK_WHEN_NONE_IS_OPEN = {Kind.INFO, Kind.WINDOWS}
