"""Demo only: the SMS a person writes, delivered to us as the simulated operator does it."""

import secrets
from datetime import datetime, timedelta

from campaigns.services.terms import terms
from julien.core.crypto import decrypt, encrypt
from requests_intake.services.sms_in import take_in_sms
from requests_intake.sms.gateways.simulator import Trouble, remember, remembered, trouble_of

# One that nothing follows is just late.
LATE_BY = timedelta(minutes=2)


def deliver(number, body, *, at):
    """Bring us what the person has written, now or, when its Trouble says so, after the next."""
    trouble = trouble_of(number)
    is_overtaken = trouble == Trouble.OVERTAKEN and held(number) is None
    if is_overtaken and remember(_key(number), (encrypt(body), at.isoformat())):
        return
    for sid in [_sid()] * (2 if trouble == Trouble.DISORDER else 1):
        _bring(number, sid, body, at)
    let_go(number, at=at)


def held(number):
    """(words, when written) of the SMS that is on its way to us, or None."""
    kept = remembered(_key(number))
    return kept and (decrypt(kept[0]), datetime.fromisoformat(kept[1]))


def let_go(number, *, at):
    """Bring us the SMS that is on its way."""
    waiting = held(number)
    if waiting and remember(_key(number), None):
        _bring(number, _sid(), waiting[0], at)


def let_go_if_late(number, *, at):
    """Bring us the SMS that is on its way, once it is late by LATE_BY."""
    if (waiting := held(number)) and waiting[1] + LATE_BY <= at:
        let_go(number, at=at)


def _bring(number, sid, body, at):
    to_number = terms().desk.sms_number
    take_in_sms(message_sid=sid, from_number=number, to_number=to_number, body=body, at=at)


def _sid():
    return f"SM{secrets.token_hex(16)}"


def _key(number):
    return f"simulator-held-{number[-2:]}"  # the numbers of the demo differ in those
