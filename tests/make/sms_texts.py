"""Words of the team for an SMS, and what somebody is told then."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import override

from julien.core.moments import say_moment
from julien.core.roles import Role
from requests_intake.models import Message, SmsText
from requests_intake.services import sms_texts
from requests_intake.services.messages import compose, spoken
from tests.make.intake import make_request
from tests.make.staff import make_staff

Kind = Message.Kind
A_DAY = timedelta(days=1)
# What each text needs, and a text may say.
CONTEXT = {
    "voice_number": "+41325550100",
    "token": "aZ09-_aZ09-_aZ09-_aZ09",
    "phase": "during",
    "new_date": timezone.now() + 5 * A_DAY,
    "next_try_at": timezone.now() + A_DAY,
    "meeting_at": timezone.now() + 9 * A_DAY,
    "place": "Maison de quartier",
    "news_token": "aZ09-_aZ09-_aZ09-_aZ09",
    "recap_token": "aZ09-_aZ09-_aZ09-_aZ09",
    "weeks": 8,
}


def own(occasion="date", kind=Kind.JOINED, since=-A_DAY, by=None, **texts):
    """Words of the team that hold; this process knows of them."""
    number = SmsText.objects.filter(kind=kind, occasion=occasion).count() + 1
    words = {code: {"text": text, "made_from": "x"} for code, text in texts.items()}
    row = SmsText.objects.create(
        kind=kind,
        occasion=occasion,
        number=number,
        texts=words,
        valid_from=timezone.now() + since,
        at=timezone.now() - 2 * A_DAY,
        by=by or make_staff(Role.ADMIN),
    )
    sms_texts.forget()
    return row


def said(kind=Kind.JOINED, later=timedelta(0), context=CONTEXT, **given):
    """What somebody who asked a moment ago is told, with DATE for the promise."""
    now = timezone.now()
    request = make_request(received_at=now, **given)
    text = compose(request=request, kind=kind, at=now + later, context=context)
    with override(spoken(request.language)):
        return text.replace(" ".join(say_moment(request.due_at).split()), "DATE")
