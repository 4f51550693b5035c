"""What became of the aids: of whom it is asked, when, by what, and how often."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from callbacks.models import AidNews, News
from callbacks.services.interview_answers import read_answers
from callbacks.services.interviews import amend_interview
from callbacks.services.news import (
    AidTold,
    NoNewsWanted,
    aids_to_ask,
    ask_news,
    end_news,
    tell_news,
)
from requests_intake.models import CallbackRequest, Message
from requests_intake.services.erase import erase_person
from tests.callbacks.test_races import together
from tests.make.callbacks import NOW, at
from tests.make.campaigns import make_desk
from tests.make.interviews import make_signed_interview, reason
from tests.make.news import DUE, make_asked, make_news, request_of, worth_asking
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(db):
    return make_desk()


def texts():
    return Message.objects.filter(kind="news")


def amended(interview, **said):
    answers = read_answers(interview)
    amend_interview(
        interview_id=interview.pk,
        by=interview.caller,
        why="erreur",
        revision=interview.revision,
        answers=replace(answers, said={**answers.said, **said}),
        at=NOW,
    )


# --- of whom ---


def test_only_who_said_yes_and_has_an_aid_to_ask_for_is_asked():
    """(answer, the aid as it was estimated) → asked in eight weeks?"""
    could = {"possible": "maybe"}
    table = [
        ("yes", could, True),
        ("yes", {"possible": "unlikely", "has_asked": "yes"}, True),
        ("yes", {"possible": "not_assessed", "advised": True}, True),
        ("yes", {"possible": "unlikely"}, False),
        ("yes", {"possible": "likely", "receives": "yes"}, False),
        ("no", could, False),
        ("not_asked", could, False),
        ("not_said", could, False),
    ]
    for answer, estimate, asked in table:
        aids = [worth_asking(**estimate)]
        interview = make_signed_interview(aids=aids, said={"may_ask_later": answer})
        due = [news.due_on for news in News.objects.filter(interview=interview)]
        assert due == ([date(2027, 1, 19)] if asked else []), (answer, estimate)


def test_the_weeks_are_a_setting(settings):
    settings.NEWS_WEEKS = 3
    assert make_news().due_on == date(2026, 12, 15)


def test_a_correction_of_the_sheet_is_followed():
    news = make_news()
    amended(news.interview, may_ask_later="no")
    assert not News.objects.exists()
    news.interview.refresh_from_db()
    amended(news.interview, may_ask_later="yes")
    assert News.objects.get().due_on == date(2027, 1, 19)


def test_who_takes_their_yes_back_before_the_sms_leaves_gets_none():
    news = make_asked()
    amended(news.interview, may_ask_later="no")
    assert texts().get().state == Message.State.USELESS


# --- when, by what ---


def test_one_sms_on_its_day_and_a_call_two_weeks_later():
    news = make_news(phone="+41795550123")
    assert ask_news(at=DUE - timedelta(days=1)) == 0
    assert ask_news(at=DUE) == 1
    assert ask_news(at=DUE + timedelta(days=30)) == 0

    message = texts().get()
    assert message.useless_after - message.not_before == timedelta(days=7)
    assert "/fr/rappel/suivi/" in message.body
    assert "Subside" not in message.body
    news.refresh_from_db()
    assert (news.asked_at, news.call_from) == (DUE, date(2027, 2, 2))
    days = ["2027-02-01", "2027-02-02", "2027-03-01", "2027-03-03"]
    listed = [_listed(day) for day in days]
    assert listed == [False, True, True, False]


def _listed(day, weeks=4):
    day = date.fromisoformat(day)
    return News.objects.to_call(day, day - timedelta(weeks=weeks)).exists()


@pytest.mark.parametrize(
    "person",
    [{"may_text": False}, {"takes_sms": False}, {"may_say_who": False}],
    ids=["no SMS, or STOP", "a landline", "not to be linked with us"],
)
def test_who_gets_no_sms_may_be_called_at_once(person):
    news = make_asked(**person)
    assert not texts().exists()
    assert (news.asked_at, news.call_from) == (None, DUE.date())


def test_a_sunday_night_wakes_nobody():
    make_news()
    ask_news(at=at("2027-01-24 23:00"))
    assert texts().get().not_before > at("2027-01-25 06:00")


@pytest.mark.parametrize("gone", ["withdrawn_at", "restricted_at"])
def test_who_left_is_neither_asked_nor_listed_nor_heard(gone):
    news = make_asked()
    CallbackRequest.objects.update(**{gone: DUE, "closed_at": DUE})
    assert not News.objects.wanted().exists()
    with pytest.raises(NoNewsWanted):
        tell_news(news_id=news.pk, told=[], at=DUE)


def test_the_erased_leave_neither_answer_nor_question():
    news = make_asked()
    erase_person(request_ids=[request_of(news).pk], by=None, at=DUE)
    assert not News.objects.exists()
    assert ask_news(at=DUE + timedelta(days=1)) == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_one_sms():
    make_news()
    written = together(lambda _worker: ask_news(at=DUE), [1, 2])
    assert sorted(written) == [0, 1]
    assert texts().count() == 1


# --- what is told ---


def test_by_link_once_and_the_team_may_correct_it():
    news = make_asked()
    [row] = aids_to_ask(news.interview)
    tell_news(news_id=news.pk, told=[AidTold(row.aid_id, "granted", amount="under_600")], at=DUE)
    with pytest.raises(NoNewsWanted):
        tell_news(news_id=news.pk, told=[AidTold(row.aid_id, "refused")], at=DUE)
    caller = make_staff()
    tell_news(news_id=news.pk, told=[AidTold(row.aid_id, "waiting")], at=DUE, by=caller)
    news.refresh_from_db()
    assert (news.state, news.by) == (News.State.TOLD, caller)
    assert [(one.outcome, one.amount) for one in AidNews.objects.all()] == [("waiting", "")]


def test_nothing_is_taken_by_link_before_it_was_asked():
    news = make_news()
    with pytest.raises(NoNewsWanted):
        tell_news(news_id=news.pk, told=[], at=DUE)


def test_an_aid_that_was_not_talked_about_is_left_out():
    news, other = make_asked(), make_news()
    aids = [each.interview.aids.get().aid_id for each in (news, other)]
    tell_news(news_id=news.pk, told=[AidTold(pk, "waiting") for pk in aids], at=DUE)
    assert AidNews.objects.get().aid_id == aids[0]


def test_a_call_that_taught_nothing_ends_it():
    news = make_news()
    end_news(news_id=news.pk, state="not_reached", at=DUE, by=make_staff())
    assert not News.objects.wanted().exists()
    with pytest.raises(NoNewsWanted):
        end_news(news_id=news.pk, state="declined", at=DUE, by=make_staff())


def test_a_code_goes_only_with_the_outcome_it_explains():
    news = make_news()
    aid = news.interview.aids.get().aid
    why = reason("M02")
    for codes in (
        {"outcome": "refused", "amount": "under_600"},
        {"outcome": "granted", "refused_because": "means"},
        {"outcome": "waiting", "reason": why},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            AidNews.objects.create(interview=news.interview, aid=aid, **codes)
