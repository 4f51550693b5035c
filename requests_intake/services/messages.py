"""Writing an SMS: a row that says all, and a ring of the alarm clock. Nothing is sent here."""

from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.functional import lazy

from julien.core.moments import say_moment
from julien.core.phone import read_phone
from julien.core.rows import insert
from julien.core.wake import wake
from requests_intake.models import Message, Window
from requests_intake.services.sms_texts import own_words, product_words
from requests_intake.services.wishes import (
    parts_open,
    say_left_out,
    say_parts,
    say_replies,
    say_wishes,
)
from requests_intake.sms.parts import count_parts, fit
from requests_intake.tasks import send_messages

MOST_AN_HOUR = 5
A_DAY = timedelta(days=1)
# Put into words only where a text says them: few do.
parts_said, replies_said = lazy(say_parts, str), lazy(say_replies, str)
MEETING = {"meeting_at", "place", "voice_number", "token"}
# What each text needs from whoever has it written, besides the request itself.
NEEDS = {
    Message.Kind.RECEIVED: {"voice_number", "token", "phase"},
    Message.Kind.JOINED: set(),
    Message.Kind.NEXT_TRY: {"next_try_at"},
    Message.Kind.NEW_DATE: {"new_date", "voice_number"},
    Message.Kind.UNREACHABLE: set(),
    Message.Kind.WISHES: set(),
    Message.Kind.WITHDRAWN: set(),
    Message.Kind.STOPPED: set(),
    Message.Kind.EMERGENCY: set(),
    Message.Kind.INFO: {"voice_number"},
    Message.Kind.OPINION: set(),
    Message.Kind.NEXT_STEP: set(),
    Message.Kind.MEETING: MEETING,
    Message.Kind.MEETING_NEW: MEETING,
    Message.Kind.MEETING_SOON: MEETING,
    Message.Kind.MEETING_OFF: MEETING,
    Message.Kind.NEWS: {"news_token", "weeks"},
    Message.Kind.RECAP: {"recap_token"},
}


@transaction.atomic(savepoint=False)
def write_message(**given):
    """Have one SMS sent to the person of a request. Returns the Message, or None.

    The keywords are those of draft_message().
    """
    message = draft_message(**given)
    write(message)
    return message


def draft_message(*, request, kind, useless_after, at, not_before=None, context=None):
    """The SMS to the person of a request, for write(); or None.

    None when they may not be texted (answer "no", STOP, use of their data ended) or cannot
    (landline, foreign number): the pages tell them instead. `context` holds what NEEDS names for
    the kind. The text is in the language of the request, names nothing social, and not us when
    that is not safe.
    """
    if not request.takes_sms or request.may_text is False or request.restricted_at:
        return None
    body = compose(request=request, kind=kind, at=at, context=context or {})
    return Message(
        request=request,
        kind=kind,
        language=spoken(request.language),
        to_number=request.phone,
        body=body,
        parts=count_parts(body),
        created_at=at,
        state_since=at,
        not_before=not_before,
        useless_after=useless_after,
    )


def wishes_message(request, answer, *, at):
    """The SMS on a moment that was wished, for write(). `answer`: of answer_to_wishes()."""
    return draft_message(
        request=request,
        kind=Message.Kind.WISHES,
        useless_after=at + A_DAY,
        at=at,
        context={"answer": answer, "parts_open": parts_open(at, request.days)},
    )


def write(*rows):
    """Write new rows in one statement, in a transaction of the caller, and have the SMS sent.

    A row may belong to one before it. None among them is nothing.
    """
    rows = [row for row in rows if row is not None]
    if rows:
        insert(*rows)
    for row in rows:
        if isinstance(row, Message):
            wake(send_messages, row.pk)


def told(request, at):
    """[(kind, when)] of what was written to them in the day before; one query."""
    return list(
        request.messages.filter(created_at__gt=at - A_DAY).values_list("kind", "created_at")
    )


def has_heard_enough(told, kind, at):
    """Whether `told` holds that kind MOST_AN_HOUR times in the hour before.

    Each answer to an SMS costs, and two machines may answer each other for ever.
    """
    since = at - timedelta(hours=1)
    return sum(one == kind and when > since for one, when in told) >= MOST_AN_HOUR


def compose(*, request, kind, at, context):
    """The text of one SMS, ready to be sent: one line, in as few parts as its words allow.

    The team's own words where somebody wrote some, and they can be filled; else the product's.
    """
    language = spoken(request.language)
    with translation.override(language):
        values = values_of(request=request, kind=kind, at=at, context=context)
        text = own_words(kind, values, language=language, at=at) or product_words(kind, values)
    return fit(" ".join(text.split()))


def values_of(*, request, kind, at, context):
    """What a text of that kind may say, in the language of the moment."""
    missing = NEEDS[kind] - set(context)
    if missing:
        raise ValueError(f"SMS {kind}: {sorted(missing)} missing")
    return _common(request) | _readable(context) | {"due": _due(request, kind, at)}


def spoken(language):
    """The language we write in to someone who speaks `language`: theirs, or French."""
    known = {code for code, _name in settings.LANGUAGES}
    return language if language in known else settings.LANGUAGE_CODE


def _due(request, kind, at):
    """The date before which the person was told that we call, in words; "" when there is none.

    None once it is past, nor after the message of a failed call: that one said when we try again.
    """
    if request.told_of_a_try:
        return ""
    is_moved = kind != Message.Kind.NEW_DATE and request.new_date_told
    date = request.new_date_told if is_moved else request.due_at
    return say_moment(date) if date > at else ""


def _common(request):
    """What every text may say. `name_us` is False when naming us could harm the person."""
    return {
        "name_us": request.may_say_who is not False,
        "is_open": request.closed_at is None,
        "wishes": say_wishes(request),
        "left_out": say_left_out(request.days),
    }


@lru_cache(maxsize=16)
def _in_groups(own_number):
    """A number of the desk; there are few, and each message says one."""
    return read_phone(own_number).groups


def _readable(context):
    """Numbers in groups, instants in words, tokens as addresses."""
    readable = {name: context.get(name, "") for name in ("phase", "answer", "place", "weeks")}
    parts = context.get("parts_open") or Window.values
    readable |= {"parts_open": parts_said(parts), "replies": replies_said(parts)}
    if "voice_number" in context:
        readable["voice_number"] = _in_groups(context["voice_number"])
    if "next_try_at" in context:
        readable["next_try"] = say_moment(context["next_try_at"])
    if "new_date" in context:
        readable["new_date"] = say_moment(context["new_date"])
    if "meeting_at" in context:
        readable["meeting"] = say_moment(context["meeting_at"])
    if "token" in context:
        path = reverse("intake:status", args=[context["token"]])
        readable["status_url"] = settings.PUBLIC_BASE_URL + path
    if "news_token" in context:
        path = reverse("news:question", args=[context["news_token"]])
        readable["news_url"] = settings.PUBLIC_BASE_URL + path
    if "recap_token" in context:
        path = reverse("recap:read", args=[context["recap_token"]])
        readable["recap_url"] = settings.PUBLIC_BASE_URL + path
    return readable
