"""One record of each kind, and exactly the figures it changes. Written by hand, row by row."""

from datetime import timedelta

import pytest

from callbacks.models import Callback
from callbacks.models.follow_up import FollowUp
from callbacks.results import Result
from callbacks.services.interview_answers import FollowUpAnswer
from callbacks.states import ClosedReason, State
from campaigns.models import Aid
from requests_intake.models import CallbackRequest, OngoingSupport
from tests.make.callbacks import NOW, at, make_attempt, make_callback, make_request
from tests.make.campaigns import make_campaign
from tests.make.figures import (
    counted_raw,
    make_called,
    make_running_campaign,
    make_satisfaction,
)
from tests.make.interviews import (
    load_communes,
    make_discussable_aid,
    make_draft,
    make_signed_interview,
    reason,
)

pytestmark = pytest.mark.django_db

LATE = {"due_in": -timedelta(hours=1)}
REQUEST = {
    "requests.total": 1,
    "requests.channel.web": 1,
    "requests.ongoing_support.unknown": 1,
}
PENDING = REQUEST | {"promise.pending": 1}
KEPT = REQUEST | {"promise.kept": 1}
MISSED = REQUEST | {"promise.missed": 1, "late_reason.unsaid": 1}
PROFILE_NOT_SAID = {
    f"profile.{name}.not_said": 1
    for name in ("household", "age_band", "gender", "activity", "heard_of", "district")
}
REACHED = {"followup.phone.offered": 1}
OPENED = REACHED | {"followup.phone.accepted": 1}
HEARD = OPENED | {"followup.phone.held": 1}
INTERVIEW = (
    KEPT | HEARD | PROFILE_NOT_SAID | {"interviews.total": 1, "reason.none": 1, "news.not_asked": 1}
)


def withdrawn(campaign, **fields):
    request = make_request(campaign=campaign, **fields)
    CallbackRequest.objects.filter(pk=request.pk).update(withdrawn_at=NOW, closed_at=NOW)


def tried_then_withdrawn(campaign):
    callback = make_called(Result.NO_ANSWER, campaign=campaign)
    CallbackRequest.objects.filter(pk=callback.request_id).update(withdrawn_at=NOW, closed_at=NOW)


def tried_twice(campaign):
    callback = make_called(Result.NUMBER_INVALID, campaign=campaign)
    make_attempt(callback, Result.NO_ANSWER, started_at=NOW + timedelta(hours=1))


def from_delemont(campaign):
    load_communes()
    make_signed_interview(campaign=campaign, postal_code="2800")


def invited(campaign, state):
    follow_up = FollowUpAnswer(kind=FollowUp.Kind.CONSULTATION, state=state)
    make_signed_interview(campaign=campaign, follow_ups=[follow_up])


def aid_called(slug):
    aid = make_discussable_aid()
    Aid.objects.filter(pk=aid.pk).update(slug=slug)
    return aid


def said(**answers):
    return lambda campaign: make_signed_interview(campaign=campaign, said=answers)


CASES = {
    "a request, nobody called yet": (lambda c: make_request(campaign=c), PENDING),
    "a request by SMS": (
        lambda c: make_request(campaign=c, channel="sms"),
        PENDING | {"requests.channel.web": 0, "requests.channel.sms": 1},
    ),
    "who said at the door that nobody follows them": (
        lambda c: make_request(campaign=c, ongoing_support=OngoingSupport.NO),
        PENDING | {"requests.ongoing_support.unknown": 0, "requests.ongoing_support.no": 1},
    ),
    "a request of another campaign": (lambda c: make_request(campaign=make_campaign()), {}),
    "a request of no campaign": (lambda c: make_request(campaign=None), {}),
    "received a minute before the first day": (
        lambda c: make_request(campaign=c, received_at=at("2026-11-08 23:59")),
        {},
    ),
    "received in the first minute of the first day": (
        lambda c: make_request(campaign=c, received_at=at("2026-11-09 00:00")),
        PENDING,
    ),
    "received in the last minute of the last day": (
        lambda c: make_request(campaign=c, received_at=at("2026-12-20 23:59")),
        PENDING,
    ),
    "received in the first minute after it": (
        lambda c: make_request(campaign=c, received_at=at("2026-12-21 00:00")),
        {},
    ),
    "held back, not judged yet": (
        lambda c: make_callback(State.QUARANTINED, campaign=c),
        PENDING,
    ),
    "closed as spam": (
        lambda c: make_callback(State.CLOSED, closed_reason=ClosedReason.SPAM, campaign=c),
        {},
    ),
    "closed as a duplicate": (
        lambda c: make_callback(State.CLOSED, closed_reason=ClosedReason.DUPLICATE, campaign=c),
        {},
    ),
    "past due, nobody called": (lambda c: make_request(campaign=c, **LATE), MISSED),
    "called in time, not answered": (
        lambda c: make_called(Result.NO_ANSWER, campaign=c),
        KEPT,
    ),
    "called at the very due time": (
        lambda c: make_called(Result.NO_ANSWER, campaign=c, due_in=timedelta(0)),
        KEPT,
    ),
    "called a second too late": (
        lambda c: make_called(Result.REACHED, campaign=c, due_in=-timedelta(seconds=1)),
        MISSED | REACHED,
    ),
    "called in time, and the due time has passed since": (
        lambda c: make_called(
            Result.NO_ANSWER, campaign=c, started_at=NOW - timedelta(hours=2), **LATE
        ),
        KEPT,
    ),
    "only a number that does not exist": (
        lambda c: make_called(Result.NUMBER_INVALID, campaign=c),
        PENDING,
    ),
    "a wrong number first, then a real try": (tried_twice, KEPT),
    "our own phone failed, and the time passed": (
        lambda c: make_called(Result.TECHNICAL_FAILURE, campaign=c, **LATE),
        MISSED,
    ),
    "a call is running, no result yet": (lambda c: make_called("", campaign=c), PENDING),
    "withdrawn before the due time, no try": (
        lambda c: withdrawn(c),
        REQUEST | {"promise.withdrawn": 1},
    ),
    "withdrawn after the due time, no try": (lambda c: withdrawn(c, **LATE), MISSED),
    "withdrawn after a try": (tried_then_withdrawn, KEPT),
    "closed as not reached, without any real try": (
        lambda c: make_callback(
            State.CLOSED, closed_reason=ClosedReason.UNREACHABLE, campaign=c, **LATE
        ),
        MISSED,
    ),
    "an interview signed, nothing asked": (
        lambda c: make_signed_interview(campaign=c),
        INTERVIEW,
    ),
    "an interview still a draft": (lambda c: make_draft(campaign=c), KEPT | OPENED),
    "an interview of another campaign": (
        lambda c: make_signed_interview(campaign=make_campaign()),
        {},
    ),
    "settled in the first interview": (
        said(settled=True),
        INTERVIEW | {"interviews.settled_first": 1},
    ),
    "said not settled": (said(settled=False), INTERVIEW),
    "said in the interview that a service follows them": (
        said(ongoing_support=OngoingSupport.YES),
        INTERVIEW | {"requests.ongoing_support.unknown": 0, "requests.ongoing_support.yes": 1},
    ),
    "the interview's answer wins over the door's": (
        lambda c: make_signed_interview(
            campaign=c,
            ongoing_support=OngoingSupport.NO,
            said={"ongoing_support": OngoingSupport.YES},
        ),
        INTERVIEW | {"requests.ongoing_support.unknown": 0, "requests.ongoing_support.yes": 1},
    ),
    "the interview says nothing: the door's answer stays": (
        lambda c: make_signed_interview(
            campaign=c,
            ongoing_support=OngoingSupport.NO,
            said={"ongoing_support": OngoingSupport.UNKNOWN},
        ),
        INTERVIEW | {"requests.ongoing_support.unknown": 0, "requests.ongoing_support.no": 1},
    ),
    "a woman on her own": (
        said(gender="woman", household="alone"),
        INTERVIEW
        | {
            "profile.gender.not_said": 0,
            "profile.household.not_said": 0,
            "profile.gender.woman": 1,
            "profile.household.alone": 1,
            "profile.typical.woman_on_her_own": 1,
        },
    ),
    "a man on his own, retired": (
        said(gender="man", household="alone", age_band="65+", activity="retired"),
        INTERVIEW
        | dict.fromkeys(PROFILE_NOT_SAID, 0)
        | {
            "profile.heard_of.not_said": 1,
            "profile.district.not_said": 1,
            "profile.gender.man": 1,
            "profile.household.alone": 1,
            "profile.age_band.65+": 1,
            "profile.activity.retired": 1,
        },
    ),
    "somebody from Delémont": (
        from_delemont,
        INTERVIEW | {"profile.district.not_said": 0, "profile.district.delemont": 1},
    ),
    "two reasons": (
        lambda c: make_signed_interview(campaign=c, reasons=["M01", "M05"]),
        INTERVIEW | {"reason.none": 0, "reason.M01": 1, "reason.M05": 1},
    ),
    "did not want to say why": (
        said(silence="refused"),
        INTERVIEW | {"reason.none": 0, "reason.M98": 1},
    ),
    "two aids talked about": (
        lambda c: make_signed_interview(campaign=c, aids=[aid_called("un"), aid_called("deux")]),
        INTERVIEW | {"aid_discussed.un": 1, "aid_discussed.deux": 1},
    ),
    "a consultation offered": (
        lambda c: invited(c, "offered"),
        INTERVIEW | {"followup.consultation.offered": 1},
    ),
    "a consultation accepted": (
        lambda c: invited(c, "accepted"),
        INTERVIEW | {"followup.consultation.offered": 1, "followup.consultation.accepted": 1},
    ),
    "a consultation held": (
        lambda c: invited(c, "held"),
        INTERVIEW
        | {
            "followup.consultation.offered": 1,
            "followup.consultation.accepted": 1,
            "followup.consultation.held": 1,
        },
    ),
    "answered: satisfied": (
        lambda c: make_satisfaction(3, campaign=c),
        PENDING | {"satisfaction.satisfied": 1},
    ),
    "answered: not satisfied": (lambda c: make_satisfaction(2, campaign=c), PENDING),
}


@pytest.mark.parametrize("name", CASES)
def test_one_record_changes_exactly_these_figures(name):
    make_record, expected = CASES[name]
    campaign = make_running_campaign()
    reason("M01")
    before = counted_raw(campaign)

    make_record(campaign)

    after = counted_raw(campaign)
    changed = {code: value - before.get(code, 0) for code, value in after.items()}
    assert {code: by for code, by in changed.items() if by} == {
        code: by for code, by in expected.items() if by
    }


@pytest.mark.parametrize("name", CASES)
def test_the_record_erased_the_figures_are_as_before(name):
    make_record, _expected = CASES[name]
    campaign = make_running_campaign()
    reason("M01")
    before = counted_raw(campaign)
    make_record(campaign)

    Callback.objects.all().delete()
    CallbackRequest.objects.all().delete()

    assert {code: n for code, n in counted_raw(campaign).items() if n} == {
        code: n for code, n in before.items() if n
    }
