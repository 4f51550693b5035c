"""Every SMS as a person would get it, with data that looks real, for who answers for the texts."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from requests_intake.models import CallbackRequest, Message
from requests_intake.services.messages import compose
from requests_intake.services.promises import promised
from requests_intake.services.wishes import parts_open
from requests_intake.sms.parts import count_parts, is_gsm7

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Preview:
    """One text. `outside`: its characters outside GSM-7, each of which makes it dearer."""

    kind: str
    label: str
    text: str
    parts: int
    length: int
    outside: tuple[str, ...]


def previews(language, *, named, offer, at):
    """A Preview of each kind in that language. `named`: we may say who we are. Nothing is kept."""
    due_at = promised(offer, at).due_at
    request = CallbackRequest(
        language=language,
        due_at=due_at,
        windows=["morning", "afternoon"],
        may_say_who=named,
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
    for kind in Message.Kind:
        text = compose(request=request, kind=kind, at=at, context=context)
        yield Preview(
            kind=kind.value,
            label=kind.label,
            text=text,
            parts=count_parts(text),
            length=len(text),
            outside=tuple(sorted({sign for sign in text if not is_gsm7(sign)})),
        )
