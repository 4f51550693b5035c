"""Every SMS as a person would get it, with data that looks real, for who answers for the texts."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from julien.core.moments import say_moment
from requests_intake.models import CallbackRequest, Day
from requests_intake.services.messages import values_of
from requests_intake.services.occasions import OCCASIONS, Occasion
from requests_intake.services.own_words import filled
from requests_intake.services.promises import promised
from requests_intake.services.sms_texts import (
    is_stale,
    product_words,
    texts_at,
    with_sender,
)
from requests_intake.services.wishes import parts_open, say_left_out
from requests_intake.sms.parts import count_parts, fit, fold, is_gsm7

A_DAY = timedelta(days=1)
# Of texts of one's own; one that is longer in the product's words may be as long as they are.
MOST_PARTS = 3
LONGEST_PLACE = 60
# A Wednesday in September at half past: no date takes more than a letter more.
LONGEST_DATE = datetime(2026, 9, 23, 11, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Sign:
    """A character outside GSM-7, which makes a text dearer, and what is sent in its place: its
    neighbour where that saves a part, else itself."""

    sign: str
    sent: str


@dataclass(frozen=True)
class Preview:
    """One text as it is sent. `own`: in words of the team; `stale`: their French moved since."""

    occasion: Occasion
    language: str
    text: str
    parts: int
    length: int
    outside: tuple[Sign, ...]
    own: bool = False
    stale: bool = False


def previews(language, *, named, offer, at):
    """A Preview of each text that is sent, in that language. `named`: we may say who we are.

    Nothing is kept.
    """
    values = real_values(language, offer=offer, at=at)
    for occasion in OCCASIONS:
        if occasion.named in (None, named):
            texts = texts_at(occasion.key, at)
            yield preview(occasion, texts, language, values, named=named)


def real_values(language, *, offer, at):
    """What every text may say, as it would be said to somebody who asks at that instant."""
    due_at = promised(offer, at).due_at
    request = CallbackRequest(
        language=language, due_at=due_at, windows=["morning", "afternoon"], may_say_who=True
    )
    context = {
        "voice_number": offer.voice_number,
        "token": secrets.token_urlsafe(16),
        "phase": offer.phase,
        "next_try_at": due_at - A_DAY,
        "new_date": due_at + A_DAY,
        "meeting_at": due_at + A_DAY,
        "place": _("Maison de quartier"),
        "parts_open": parts_open(at),
        "news_token": secrets.token_urlsafe(16),
        "recap_token": secrets.token_urlsafe(16),
        "weeks": settings.NEWS_WEEKS,
    }
    with override(language):
        found = values_of(request=request, kind=OCCASIONS[0].kind, at=at, context=context)
        found["all_but_one"] = say_left_out([day for day in Day.values if day != Day.TUESDAY])
        return {name: _in_words(value) for name, value in found.items()}


def preview(occasion, texts, language, values, *, named):
    """The Preview of an occasion whose words are `texts`, filled with `values`."""
    with override(language):
        values = occasion.example(values, named=named)
        own = filled(texts.get(language, {}).get("text", ""), occasion, values)
        if own:
            own = with_sender(own, occasion.kind, values)
        words = " ".join((own or product_words(occasion.kind, values)).split())
    sent = fit(words)
    return Preview(
        occasion=occasion,
        language=language,
        text=sent,
        parts=count_parts(sent),
        length=len(sent),
        outside=tuple(
            Sign(sign, fold(sign) if sent != words else sign)
            for sign in sorted(set(words))
            if not is_gsm7(sign)
        ),
        own=bool(own),
        stale=is_stale(texts, occasion, language),
    )


def parts_too_many(occasion, text, language, values):
    """(parts of this text at its longest, how many it may have) when these are too many, or None.

    `values` are real_values(). What takes more in the product's words may take as many.
    """
    named = occasion.named is not False
    longest = values | _longest(language)
    mine = preview(
        occasion, {language: {"text": text, "made_from": ""}}, language, longest, named=named
    )
    ours = preview(occasion, {}, language, longest, named=named)
    most = max(MOST_PARTS, ours.parts)
    return (mine.parts, most) if mine.parts > most else None


def _longest(language):
    with override(language):
        moment = say_moment(LONGEST_DATE)
    dates = dict.fromkeys(("due", "new_date", "next_try", "meeting"), moment)
    return dates | {"place": "m" * LONGEST_PLACE}


def _in_words(value):
    """Lazy words are said in the language of the moment, not of who looks at them later."""
    return value if isinstance(value, (bool, str, int)) else str(value)
