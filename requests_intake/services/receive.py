"""Someone asks to be called: one request a number, with its promise, whatever happens.

Two contacts from one number at the same instant are settled by the database's constraint
(one_open_request_per_number): the loser starts again and finds the request to join.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from campaigns.services.offer import offer_at
from campaigns.services.terms import terms
from julien.core.crypto import keyed_hash
from julien.core.phone import phone_tail_lookup
from julien.core.rows import settled
from requests_intake.models import CallbackRequest, Channel, Contact, Message
from requests_intake.services.ask import LONGEST_WORDS, Ask
from requests_intake.services.joining import TOLD_AGAIN_AFTER, joined_message, merge
from requests_intake.services.latest import lock_latest
from requests_intake.services.messages import (
    A_DAY,
    draft_message,
    has_heard_enough,
    told,
    wishes_message,
    write,
)
from requests_intake.services.places import keep_place
from requests_intake.services.promises import promised
from requests_intake.services.stopped import stopped_just_before
from requests_intake.services.wishes import answer_to_wishes
from requests_intake.sms.partner_word import partner_word

SAME_FORM_WITHIN = timedelta(minutes=2)
EMERGENCY_IS_USELESS_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Received:
    """The answer to one contact. `token` is the secret of its status page."""

    request: CallbackRequest
    contact: Contact
    token: str
    is_new: bool


def receive(**given):
    """Take in one contact; the keywords are those of Ask. Returns Received.

    Promise: afterwards exactly one open request has that number. A first contact makes it, with
    its promise and its acknowledgement; a further one joins it and keeps its promise; one after
    it was closed makes a new request linked to the old. The same form sent again, even at the
    same instant, gets the very same answer. The text messages leave after the commit.
    """
    ask = Ask(**given)
    return settled(lambda: _take(ask))


def _take(ask):
    if ask.submission and (contact := _sent_before(submission=ask.submission_of_number)):
        return _same_answer(contact, ask)
    return follow(lock_latest(ask.lookup, at=ask.received_at), ask)


def follow(latest, ask):
    """receive() after lock_latest(), in a transaction of the caller that is settled()."""
    last = latest.request
    if ask.apart:
        return _open(ask, latest, previous=None, line=free_line(ask.lookup))
    if last is None or last.closed_at is not None:
        return _open(ask, latest, previous=last)
    if (contact := _double_click(last, ask)) is not None:
        return _same_answer(contact, ask)
    return _join(last, ask)


def free_line(lookup):
    """The next line of a phone that several persons share: 0 is the first of them."""
    lines = CallbackRequest.objects.open().from_number(lookup)
    taken = set(lines.values_list("household_line", flat=True))
    return next(line for line in range(len(taken) + 1) if line not in taken)


def _sent_before(**how):
    return Contact.objects.select_related("request").filter(**how).first()


def _double_click(request, ask):
    """The contact that said exactly this a moment ago, through a form without hidden number."""
    if ask.channel != Channel.WEB or ask.submission:
        return None
    since = ask.received_at - SAME_FORM_WITHIN
    return _sent_before(request=request, fingerprint=ask.fingerprint, at__gte=since)


def _same_answer(contact, ask):
    """Answer as before; what was corrected in the same form in between counts."""
    request = contact.request
    if request.closed_at is None and contact.fingerprint != ask.fingerprint:
        merge(request, ask, trusted=contact.may_manage)
        Contact.objects.filter(pk=contact.pk).update(
            words=ask.words[:LONGEST_WORDS], fingerprint=ask.fingerprint
        )
    return Received(request, contact, contact.token, is_new=False)


def _open(ask, latest, *, previous, line=0):
    offer = offer_at(ask.received_at)
    promise = promised(offer, ask.received_at)
    request = CallbackRequest(
        campaign=offer.campaign,
        channel=ask.channel,
        received_at=ask.received_at,
        due_at=promise.due_at,
        promise_explanation=promise.explanation,
        calendar=offer.calendar,
        phone=ask.phone.e164,
        phone_lookup=ask.lookup,
        phone_tail_lookup=phone_tail_lookup(ask.phone.e164),
        takes_sms=ask.phone.takes_sms,
        partner=_partner(ask),
        taken_by=ask.taken_by,
        in_danger=ask.in_danger,
        suspicion=ask.held_back,
        previous=previous,
        household_line=line,
        **ask.answers()
        | {"may_text": _may_text(ask, latest, previous), "language": _language(ask, previous)},
    )
    contact = new_contact(request, ask, is_first=True, may_manage=ask.may_manage)
    rows = [request, contact, ask.sms]
    has_place = True
    # Without a wish the answer names no moment: the queue gives the place when it takes it in.
    if offer.places and (ask.channel != Channel.SMS or request.windows or request.days):
        write(*rows)
        rows = []
        has_place = keep_place(request, at=ask.received_at, is_new=True)
    write(*rows, *_first_answer(request, contact, ask, offer=offer, has_place=has_place))
    return Received(request, contact, contact.token, is_new=True)


def _first_answer(request, contact, ask, *, offer, has_place):
    """The SMS that answer a first contact, for write()."""
    yield _emergency(request, ask, heard=[])
    if not request.suspicion:
        yield acknowledgement(request, contact, offer=offer, at=ask.received_at)
    # After the promise, only what a wish cannot have.
    if ask.names_moment and (answer := answer_to_wishes(request, ask, has_place=has_place)):
        yield wishes_message(request, answer, at=ask.received_at)


def acknowledgement(request, contact, *, offer, at):
    """The first SMS, for write(): the promise, and the link of that contact.

    Of an entry held back it waits until somebody has let it in, or a flood of the form would
    have us text strangers. The page gives the promise to everybody alike.
    """
    return draft_message(
        request=request,
        kind=Message.Kind.RECEIVED,
        useless_after=max(request.due_at, at + A_DAY),
        at=at,
        context={
            "voice_number": offer.voice_number,
            "token": contact.token,
            "phase": offer.phase,
        },
    )


def _join(request, ask):
    # Whoever types a number into the form may not be the person who has it.
    trusted = ask.channel != Channel.WEB
    merge(request, ask, trusted=trusted, lets_in=not ask.held_back)
    contact = new_contact(request, ask, may_manage=trusted and ask.may_manage)
    heard = told(request, ask.received_at) if ask.channel in TOLD_AGAIN_AFTER else []
    write(
        *(contact, ask.sms, _emergency(request, ask, heard)),
        joined_message(request, heard, channel=ask.channel, at=ask.received_at),
    )
    return Received(request, contact, contact.token, is_new=False)


def new_contact(request, ask, *, may_manage=True, is_first=False):
    """One contact with a status link of its own, for write()."""
    token = secrets.token_urlsafe(16)
    contact = Contact(
        request=request,
        channel=ask.channel,
        at=ask.received_at,
        words=ask.words[:LONGEST_WORDS],
        token=token,
        token_lookup=token_lookup(token),
        may_manage=may_manage,
        is_first=is_first,
        submission=ask.submission_of_number,
        fingerprint=ask.fingerprint,
    )
    if ask.sms is not None:
        ask.sms.contact = contact
    return contact


def token_lookup(token, key=None):
    """The keyed hash under which the contact of a status link is found."""
    return keyed_hash("status-token", token, key)


def _emergency(request, ask, heard):
    """The emergency numbers for who wrote by SMS; the pages always show them. None: no need."""
    if not ask.in_danger or ask.channel != Channel.SMS:
        return None
    if has_heard_enough(heard, Message.Kind.EMERGENCY, ask.received_at):
        return None
    return draft_message(
        request=request,
        kind=Message.Kind.EMERGENCY,
        useless_after=ask.received_at + EMERGENCY_IS_USELESS_AFTER,
        at=ask.received_at,
    )


def _partner(ask):
    """Who relayed it: the code of the link, or the short word in an SMS."""
    known = terms().partners()
    is_sms = ask.channel == Channel.SMS
    return known.get(partner_word(ask.words, known) if is_sms else ask.partner_code)


def _language(ask, previous):
    """The language said or written; else the one spoken the last time; else the canton's."""
    return ask.language or (previous.language if previous else settings.LANGUAGE_CODE)


def _may_text(ask, latest, previous):
    """Who stopped our SMS, or forbade them, is not written to because a form was sent later."""
    if ask.may_text is not None or (previous is not None and previous.may_text is not False):
        return ask.may_text
    if ask.channel != Channel.SMS:
        return previous and previous.may_text
    stopped = not ask.in_danger and stopped_just_before(latest.said_lately)
    return False if stopped else None
