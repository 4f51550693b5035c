"""The campaign under way: every state, at whatever hour the demo is started."""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from callbacks.models import AidNews, Callback, Interview, News, Question
from callbacks.news import news_to_call
from callbacks.profiles import read_profiles
from callbacks.states import ClosedReason, State
from campaigns.editing.checks import problems_of
from campaigns.models import Aid, AidDraft, Campaign, Desk
from campaigns.promise import Rule, promise
from campaigns.services.calendars import hours_of
from julien.scenarios import running
from julien.scenarios.base import caller
from requests_intake.models import CallbackRequest, Message

pytestmark = [pytest.mark.usefixtures("base_rows"), pytest.mark.django_db]


def zurich(*parts):
    return datetime(*parts, tzinfo=ZoneInfo("Europe/Zurich"))


# Any hour at which someone may start the demo: at work, before dawn, on a holiday, at the turn
# of the year, and in the night on which the clock goes back.
MOMENTS = {
    "Tuesday at ten": zurich(2026, 11, 24, 10, 12),
    "Monday before dawn": zurich(2026, 11, 23, 5, 40),
    "Easter Monday": zurich(2026, 4, 6, 15, 0),
    "New Year": zurich(2027, 1, 1, 0, 5),
    "clocks go back": zurich(2026, 10, 25, 2, 30),
}

# The texts of the aids were checked in 2026: no check may lie in the future.
AFTER_THE_TEXTS = MOMENTS["New Year"]


@pytest.mark.parametrize("moment", MOMENTS)
def test_whenever_it_is_loaded_everything_is_there_and_by_the_rules(moment):
    """One load, all questions: to play the days before costs more than to ask."""
    now = MOMENTS[moment]
    running.load(now=now)

    there_are_requests_in_every_state(now)
    calls_are_made_when_the_desk_is_open_and_promises_kept_to_the_rule()
    messages_of_the_past_are_not_sent_again_and_numbers_are_nobodys()
    there_is_a_text_to_read_one_in_the_making_and_somebody_to_look_after_aids()
    of_who_was_heard_weeks_ago_four_tell_two_are_to_be_called_and_one_was_just_asked(now)
    every_sheet_has_the_question_of_the_canton()


def every_sheet_has_the_question_of_the_canton():
    name = Question.objects.get().code
    said = {coded[name] for _pk, coded in read_profiles(Interview.objects.filter(state="signed"))}
    assert said == {"a1", "a2", "a3"}


def of_who_was_heard_weeks_ago_four_tell_two_are_to_be_called_and_one_was_just_asked(now):
    told = News.objects.filter(state=News.State.TOLD)
    assert (told.count(), set(told.values_list("by", flat=True))) == (4, {None})
    assert len(news_to_call(caller("responsable"), now)) == 2
    assert News.objects.open_to_link().filter(call_from__gt=timezone.localdate(now)).count() == 1
    outcomes = set(AidNews.objects.values_list("outcome", flat=True))
    assert outcomes == {"granted", "waiting", "refused", "not_asked"}


def there_are_requests_in_every_state(now):
    campaign = Campaign.objects.get()
    assert campaign.starts_on < now.date() < campaign.ends_on
    assert 40 <= CallbackRequest.objects.filter(campaign=campaign).count() <= 60
    assert set(Callback.objects.values_list("state", flat=True)) == set(State)
    assert set(
        Callback.objects.exclude(closed_reason="").values_list("closed_reason", flat=True)
    ) == set(ClosedReason)
    open_ones = CallbackRequest.objects.open()
    assert open_ones.filter(due_at__lt=now, callback__attempts=None).count() == 2
    assert open_ones.filter(received_at__gt=now - timedelta(hours=2)).count() >= 2
    assert open_ones.filter(in_danger=True).count() == 1
    assert Callback.objects.filter(claimed_by__username="intervenant2").count() == 2
    assert not CallbackRequest.objects.filter(received_at__gt=now).exists()


def calls_are_made_when_the_desk_is_open_and_promises_kept_to_the_rule():
    hours = hours_of(Desk.objects.get().calendar)

    for request in CallbackRequest.objects.all():
        assert request.due_at == promise(request.received_at, Rule(), hours).due_at
    held_now = {"claimed_by__username": "intervenant2"}
    for callback in Callback.objects.exclude(**held_now).prefetch_related("attempts"):
        for attempt in callback.attempts.all():
            at = timezone.localtime(attempt.started_at)
            assert at.weekday() < 5
            assert 8 <= at.hour < 18


def messages_of_the_past_are_not_sent_again_and_numbers_are_nobodys():
    states = Counter(Message.objects.values_list("state", flat=True))
    assert states.keys() == {
        Message.State.DELIVERED,
        Message.State.UNDELIVERED,
        Message.State.USELESS,
    }
    assert states[Message.State.UNDELIVERED] == 1
    for request in CallbackRequest.objects.filter(erased_at=None):
        assert request.phone[:-2] in {"+417955501", "+413255501", "+333530101"}


def there_is_a_text_to_read_one_in_the_making_and_somebody_to_look_after_aids():
    to_read = AidDraft.objects.get(state="submitted")
    assert (to_read.submitted_by.username, to_read.content["unknown"] != []) == ("redaction", True)
    assert AidDraft.objects.get(state="writing").written_by.username == "redaction2"
    assert problems_of(to_read, at=AFTER_THE_TEXTS) == []
    assert Aid.objects.filter(owner__username="redaction").count() == 3
