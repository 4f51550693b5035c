"""What someone asks for, whatever the door: form, SMS, desk, phone."""

from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from uuid import UUID, uuid5

from julien.core.crypto import keyed_hash
from julien.core.phone import Phone, phone_lookup
from julien.staff.models import User
from requests_intake.danger import may_mean_danger
from requests_intake.models import Channel, InboundSms, OngoingSupport
from requests_intake.needs import apart

LONGEST_WORDS = 2000
# What the person may answer, as it is stored on the request.
ANSWERS = (
    *("windows", "days", "first_name", "postal_code", "language", "needs"),
    *("for_other", "relation", "other_agrees", "ongoing_support"),
    *("may_say_who", "may_voicemail", "may_text", "consent_version"),
)
NEEDS = ("needs", "own_needs")
SAFETY = ("may_say_who", "may_voicemail", "may_text")
# What two sendings that say the same may differ in.
NOT_SAID = {
    *("received_at", "submission", "taken_by", "suspicion", "apart"),
    *("sms", "names_moment"),
}
# Questions to which "no" is an answer too; None is none.
YES_OR_NO = (*SAFETY, "other_agrees")
NOT_ANSWERED = (None, "", [], False, OngoingSupport.UNKNOWN)


@dataclass(frozen=True, kw_only=True)
class Ask:
    """The keywords of receive(). None and "" mean: not answered.

    `submission`: the hidden number of one copy of the form. `may_manage`: whether the status
    link given in return may withdraw the request. `suspicion`: why it is to be held back.
    `apart`: the team knows that this is another person on a phone that several share. `sms`: the
    SMS they wrote it in, not in the database yet: it is written down with the contact.
    `names_moment`: it is a wish of when to call and nothing else, perhaps for a day that is closed.
    """

    channel: Channel
    phone: Phone
    received_at: datetime
    words: str = ""
    language: str = ""
    windows: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    first_name: str = ""
    postal_code: str = ""
    may_say_who: bool | None = None
    may_voicemail: bool | None = None
    may_text: bool | None = None
    consent_version: str = ""
    needs: tuple[str, ...] = ()
    for_other: bool = False
    relation: str = ""
    other_agrees: bool | None = None
    ongoing_support: str = OngoingSupport.UNKNOWN
    partner_code: str = ""
    submission: UUID | None = None
    taken_by: User | None = None
    may_manage: bool = True
    suspicion: tuple[str, ...] = ()
    apart: bool = False
    sms: InboundSms | None = None
    names_moment: bool = False

    @cached_property
    def lookup(self):
        return phone_lookup(self.phone.e164)

    @cached_property
    def in_danger(self):
        return may_mean_danger(self.words)

    @property
    def submission_of_number(self):
        return submission_of_number(self.submission, self.lookup)

    @property
    def fingerprint(self):
        """Equal for two sendings that say exactly the same."""
        said = [
            str(getattr(self, field.name)) for field in fields(self) if field.name not in NOT_SAID
        ]
        return keyed_hash("same-form", "\x00".join(said))

    @property
    def held_back(self):
        """The suspicion to act upon: words of danger are looked at by nobody before the call."""
        return [] if self.in_danger else list(self.suspicion)

    def answers(self):
        """field of the request -> what was answered. Who asks for themselves is no relation."""
        answers = {name: getattr(self, name) for name in ANSWERS}
        answers |= {name: list(answers[name]) for name in ("windows", "days")}
        answers |= dict(zip(NEEDS, apart(self.needs), strict=True))
        return answers if self.for_other else answers | {"relation": "", "other_agrees": None}

    def given(self):
        """The answers that were really given. Needs are one answer, wherever they are stored."""
        answers = self.answers()
        given = {name for name, said in answers.items() if _is_given(name, said)}
        given |= set(NEEDS) if given & set(NEEDS) else set()
        return {name: said for name, said in answers.items() if name in given}


def submission_of_number(submission, lookup):
    """The hidden number of a form bound to the phone number; None without one.

    Who goes back, corrects a wrong number and sends again asks for another call; and a copy of
    the form kept by some cache never shows one person the answer of another.
    """
    return submission and uuid5(submission, lookup)


def _is_given(name, said):
    if name in YES_OR_NO:
        return said is not None
    return said not in NOT_ANSWERED
