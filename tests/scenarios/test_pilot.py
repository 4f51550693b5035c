"""The pilot of 2024: the figures published are counted from rows, not written anywhere."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from callbacks.models import CallAttempt, Callback, FollowUp, Interview, InterviewReason
from callbacks.services.attempts import is_spread_enough
from callbacks.states import ClosedReason
from campaigns.models import Campaign, PageView
from campaigns.promise import Rule, is_open, promise
from campaigns.services.calendars import hours_of
from requests_intake.models import CallbackRequest, Channel, OngoingSupport, Satisfaction

pytestmark = [pytest.mark.usefixtures("pilot_rows"), pytest.mark.django_db]


def report():
    """code → (value, denominator, suppressed), by the command."""
    out = StringIO()
    call_command("campaign_report", "pilot-2024", "--format", "json", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["from"], told["to"]) == ("2024-05-02", "2024-06-16")
    return {
        row["code"]: (row["value"], row["denominator"], row["suppressed"])
        for row in told["measures"]
    }


def test_the_report_gives_the_published_figures():
    told = report()

    assert Campaign.objects.get(slug="pilot-2024").objective == 100
    assert told["requests.total"] == (145, None, False)
    assert told["requests.ongoing_support.no"] == (117, 145, False)
    assert told["promise.kept"] == (145, 145, False)
    assert told["promise.missed"] == (0, 145, False)
    assert told["views.total"][0] > 9_000
    satisfied, answered, _suppressed = told["satisfaction.satisfied"]
    assert satisfied / answered > 0.9
    settled, interviews, _suppressed = told["interviews.settled_first"]
    assert 0.9 < settled / interviews < 1
    reasons = sorted(
        ((row[0] or 0), code) for code, row in told.items() if code.startswith("reason.")
    )
    assert [code for _count, code in reasons[:-3:-1]] == ["reason.M01", "reason.M05"]


def test_the_two_typical_profiles_stand_out():
    told = report()
    women, interviews, _suppressed = told["profile.typical.woman_on_her_own"]
    retired = told["profile.activity.retired"][0]
    assert women / interviews > 0.5
    assert retired / interviews > 0.25
    assert retired == max(
        told[f"profile.activity.{code}"][0]
        for code in ("retired", "unemployed", "home", "disability", "training")
    )


def test_follow_ups_were_offered_accepted_and_held():
    told = report()
    for kind in ("consultation", "help_apply"):
        offered, accepted, held = (
            told[f"followup.{kind}.{state}"][0] for state in ("offered", "accepted", "held")
        )
        assert offered > accepted > held > 0


def take_one(model, **which):
    return model.objects.filter(**which).order_by("pk").first()


def lose_a_first_try():
    """The only real try of one request, a year after it was due: the promise is not kept."""
    attempt = CallAttempt.objects.filter(callback__attempts__isnull=False).order_by("pk").first()
    attempt.callback.attempts.exclude(pk=attempt.pk).delete()
    later = attempt.started_at.replace(year=2025)
    CallAttempt.objects.filter(pk=attempt.pk).update(started_at=later, ended_at=later)


# One record less (or moved), and what may then no longer be as published.
CHANGES = {
    "a request erased": (
        lambda: take_one(
            CallbackRequest, channel=Channel.SMS, ongoing_support=OngoingSupport.YES
        ).delete(),
        {"requests.total": 144, "requests.channel.sms": 100, "requests.ongoing_support.yes": 27},
    ),
    "an interview says a service follows the person after all": (
        lambda: Interview.objects.filter(
            pk=take_one(Interview, ongoing_support=OngoingSupport.NO).pk
        ).update(ongoing_support=OngoingSupport.YES),
        {"requests.ongoing_support.no": 116, "requests.ongoing_support.yes": 29},
    ),
    "a satisfied answer taken away": (
        lambda: take_one(Satisfaction, satisfied=4).delete(),
        {"satisfaction.satisfied": 96},
    ),
    "views of one day taken away": (
        lambda: PageView.objects.filter(day="2024-05-06").delete(),
        {},
    ),
    "one embarrassment less": (
        lambda: take_one(InterviewReason, reason__code="M05").delete(),
        {"reason.M05": 42},
    ),
    "a consultation was not held": (
        lambda: FollowUp.objects.filter(
            pk=take_one(FollowUp, kind="consultation", state="held").pk
        ).update(state="accepted", held_at=None),
        {"followup.consultation.held": 16},
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_one_row_changed_changes_the_report(name):
    change, expected = CHANGES[name]
    before = report()
    change()
    after = report()

    assert after != before
    assert {code: after[code][0] for code in expected} == expected


def test_a_call_too_late_and_the_promise_is_no_longer_kept_everywhere():
    lose_a_first_try()
    told = report()
    assert told["promise.missed"] == (None, 145, True)  # one: hidden,
    assert told["promise.kept"] == (None, 145, True)  # and the 144 that would tell it


def test_every_promise_is_the_rule_s_and_every_call_in_opening_hours():
    calendar = CallbackRequest.objects.first().calendar
    hours = hours_of(calendar)
    for request in CallbackRequest.objects.prefetch_related("callback__attempts"):
        made = promise(request.received_at, Rule(), hours)
        assert (request.due_at, request.promise_explanation) == (made.due_at, made.explanation)
        for attempt in request.callback.attempts.all():
            assert is_open(attempt.started_at, hours)


def test_nobody_is_given_up_before_enough_tries():
    unreached = Callback.objects.filter(closed_reason=ClosedReason.UNREACHABLE)
    assert unreached.count() == 5
    for callback in unreached:
        tries = callback.attempts.filter(counts=True).values_list("started_at", flat=True)
        assert is_spread_enough(list(tries))


def test_the_same_people_each_time():
    """Seeded: a report of the synthetic pilot can be quoted."""
    told = report()
    assert told["requests.channel.sms"][0] == 101
    assert told["first_try.median_hours"][0] == pytest.approx(26, abs=8)
    assert told["aid_discussed.reduction-primes-partielle"][0] == 76
