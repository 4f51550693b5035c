"""One person of whom everything is known that can be known, by the services that write it."""

from datetime import timedelta

from callbacks.models import AidNews, HandOver, Merge, News, SettledMessage
from callbacks.results import Result
from callbacks.services.interview_answers import AidAnswer, FollowUpAnswer, read_answers
from callbacks.services.interviews import amend_interview
from callbacks.services.meetings import ask_other_time, note
from callbacks.states import ClosedReason, State
from campaigns.models import Commune
from julien.core.phone import phone_lookup
from julien.retention.models import LegalHold
from requests_intake.models import (
    CallbackRequest,
    InboundSms,
    Message,
    Place,
    ResearchAgreement,
    RightsRequest,
    Satisfaction,
)
from tests.make.callbacks import NOW, make_attempt, make_callback
from tests.make.campaigns import make_partner
from tests.make.interviews import load_communes, make_discussable_aid, make_signed_interview
from tests.make.meetings import set_up
from tests.make.staff import make_staff

NAME, PHONE = "Zzqx Markerson", "+41795550187"
EVERYTHING = {"closed", "outside", "absent", "call"}
WORDS = f"{NAME}, 079 555 01 87"
# What must be found nowhere afterwards.
MARKS = ("zzqx", "markerson", "795550187", "555 01 87")


def make_whole(*, at=NOW, **fields):
    """A closed request with every table and every column of it filled. Returns the request."""
    if not Commune.objects.exists():
        load_communes()
    partner = make_partner()
    interview = make_signed_interview(
        at=at,
        said={
            "household": "single_parent",
            "age_band": "26-39",
            "gender": "woman",
            "activity": "employed",
            "commune": Commune.objects.order_by("pk").first(),
            "place_said": WORDS,
            "ongoing_support": "yes",
            "heard_of": "poster",
            "own_words": WORDS,
            "notes": WORDS,
            "agreed": WORDS,
            "other_reason": WORDS,
            "recap": WORDS,
            "settled": True,
            "may_ask_later": "yes",
        },
        aids=[AidAnswer(make_discussable_aid().pk, advised=True)],
        reasons=["M01", "M02"],
        follow_ups=[FollowUpAnswer("consultation", "accepted", at + timedelta(days=9), WORDS)],
        **{
            "phone": PHONE,
            "first_name": NAME,
            "words": WORDS,
            "postal_code": "2800",
            "windows": ["morning"],
            "may_say_who": True,
            "may_voicemail": False,
            "may_text": True,
            "consent_version": "phone fr 12345678",
            "partner": partner,
            "taken_by": make_staff(),
            "in_danger": True,
            "for_other": True,
            "new_date_told": at,
            "household_line": 1,
            "suspicion": ["trap_filled"],
        }
        | fields,
    )
    request = interview.callback.request
    _said_and_sent(request, at)
    make_attempt(interview.callback, Result.NO_ANSWER, started_at=at, note=WORDS)
    _corrected(interview, at)
    _handed_over(interview.callback, at)
    _met(interview.callback, at)
    _rights_used(request, at)
    _news_told(interview, at)
    return CallbackRequest.objects.get(pk=request.pk)


def make_merged_into(request, *, at=NOW):
    """A duplicate of it, joined to it. Returns its request."""
    duplicate = make_callback(
        State.CLOSED,
        closed_reason=ClosedReason.DUPLICATE,
        closed_at=at,
        merged_into=request,
        phone="+41765550187",
        first_name=NAME,
    )
    Merge.objects.create(
        callback=request.callback,
        duplicate=duplicate,
        by=make_staff(),
        at=at,
        was=State.QUEUED,
        number_before=PHONE,
    )
    return duplicate.request


def _met(callback, at):
    """A meeting held, then one the person asks to have moved."""
    caller, meets_at = make_staff(), at + timedelta(days=7)
    first = set_up(callback, caller, meets_at, now=at, despite=EVERYTHING)
    note(meeting_id=first.pk, sequence=0, state="held", by=caller, at=first.ends_at)
    second = set_up(callback, caller, meets_at + timedelta(days=1), now=at, despite=EVERYTHING)
    ask_other_time(meeting_id=second.pk, at=at)


def _news_told(interview, at):
    """Of the aid, everything there is to say, column by column; no such row could be told."""
    News.objects.filter(interview=interview).update(
        asked_at=at, call_from=at.date(), state="told", settled_at=at, by=make_staff()
    )
    aid = interview.aids.get().aid_id
    AidNews.objects.create(interview=interview, aid_id=aid, outcome="granted", amount="under_600")


def _rights_used(request, at):
    ResearchAgreement.objects.create(
        request=request, agreed=True, at=at, how="phone", text_version="study fr 1", by=make_staff()
    )
    RightsRequest.objects.create(
        request=request,
        right="correction",
        how="letter",
        received_on=at.date(),
        due_on=at.date(),
        words=WORDS,
        noted_by=make_staff(),
        handler=make_staff(),
        settled_at=at,
        settled_by=make_staff(),
        changed=["first_name"],
    )
    RightsRequest.objects.create(
        request=request,
        right="complaint",
        how="phone",
        received_on=at.date(),
        words=WORDS,
        noted_by=make_staff(),
        answered_on=at.date(),
        answer=WORDS,
    )


def _handed_over(callback, at):
    HandOver.objects.create(
        callback=callback,
        by=make_staff(),
        at=at,
        partner=make_partner(),
        consent=HandOver.Consent.BY_PHONE,
        reason=HandOver.Reason.ASKED,
        words=WORDS,
        until=at,
        answer=HandOver.Answer.REFUSED,
        answered_by=make_staff(),
        answered_at=at,
        answer_words=WORDS,
    )


def _said_and_sent(request, at):
    contact = request.contacts.get(is_first=True)
    contact.submission, contact.fingerprint = None, phone_lookup(NAME)
    contact.save()
    for number, of in enumerate((contact, None)):
        InboundSms.objects.create(
            message_sid=f"SM{request.pk}-{number}",
            from_number=request.phone,
            from_lookup=request.phone_lookup,
            to_number="+41795550100",
            body=WORDS,
            received_at=at,
            contact=of,
        )
    message = Message.objects.create(
        request=request,
        kind=Message.Kind.RECEIVED,
        language="fr",
        to_number=request.phone,
        body=WORDS,
        parts=1,
        state=Message.State.DELIVERED,
        created_at=at,
        useless_after=at,
        provider_sid=f"SMout{request.pk}",
    )
    by = make_staff()
    LegalHold.objects.create(
        person_id=request.pk, why=WORDS, until=at.date(), by=by, at=at, lifted_by=by, lifted_at=at
    )
    SettledMessage.objects.create(message=message, by=make_staff(), at=at)
    Place.objects.create(request=request, as_wished=False)
    Satisfaction.objects.create(request=request, satisfied=4, knows_next_step=2, at=at)


def _corrected(interview, at):
    answers = read_answers(interview)
    changed = type(answers)(
        said={**answers.said, "notes": f"{WORDS}."},
        aids=answers.aids,
        reasons=answers.reasons,
        follow_ups=answers.follow_ups,
    )
    amend_interview(
        interview_id=interview.pk,
        by=interview.caller,
        why=WORDS,
        revision=interview.revision,
        answers=changed,
        at=at,
    )
