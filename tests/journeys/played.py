"""Plays a conversation by SMS to the end, and tells it as docs/conversation.md does."""

import re
from itertools import count

from callbacks.models import Callback
from callbacks.results import Result
from callbacks.services.attempts import record_result
from callbacks.services.fill import fill_queue
from callbacks.services.interviews import open_interview, sign_interview
from callbacks.services.new_dates import tell_new_dates
from callbacks.services.queue import take
from julien.core.moments import say_moment
from requests_intake.models import CallbackRequest, Message
from requests_intake.services.sending import sweep
from requests_intake.services.sms_in import take_in_sms
from tests.make.intake import zurich

_sid = count(1)
_SECRET = re.compile(r"/suivi/[^/]+/")


class Conversation:
    """One number, the service and a caller. Each act takes its day and hour in November 2026."""

    def __init__(self, number, caller):
        self.number, self.caller = number, caller
        self.lines, self.shown = [], set()

    def says(self, when, text):
        at = self._at(when)
        self._tell(at, f"la personne : **{text}**")
        sid = f"SM{next(_sid):032}"
        take_in_sms(message_sid=sid, from_number=self.number, body=text, at=at)
        fill_queue(at=at)
        self.passes(when)

    def is_not_reached(self, when):
        self._tell(self._at(when), "*un appel, personne ne répond*")
        self._call(when, Result.NO_ANSWER)
        self.passes(when)

    def is_reached(self, when):
        at = self._at(when)
        self._tell(at, "*un appel, nous parlons ; l'entretien est signé*")
        callback = self._call(when, Result.REACHED)
        interview = open_interview(callback_id=callback.pk, by=self.caller, at=at)
        sign_interview(interview_id=interview.pk, by=self.caller, at=at)

    def passes(self, when):
        """What runs by itself at that time."""
        at = self._at(when)
        tell_new_dates(at=at)
        sweep(at=at)
        mine = Message.objects.filter(request__in=self._requests(), state=Message.State.SENT)
        for message in mine.exclude(pk__in=self.shown).order_by("created_at", "pk"):
            self.shown.add(message.pk)
            parts = f" ({message.parts} parties)" if message.parts > 1 else ""
            self._tell(at, f"le service{parts} : {_SECRET.sub('/suivi/…/', message.body)}")

    def _call(self, when, result):
        callback = Callback.objects.get(request=self._requests().latest("pk"))
        step = {"callback_id": callback.pk, "by": self.caller, "at": self._at(when)}
        take(**step)
        record_result(**step, result=result)
        return callback

    def _requests(self):
        mine = [one.pk for one in CallbackRequest.objects.all() if one.phone == self.number]
        return CallbackRequest.objects.filter(pk__in=mine)

    def _at(self, when):
        return zurich(f"2026-11-{when}")

    def _tell(self, at, what):
        self.lines.append(f"- {say_moment(at)}, {what}".replace("\u00a0", " "))
