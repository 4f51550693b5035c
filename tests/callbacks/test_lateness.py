"""Every missed promise has a coded reason, asked or set, listed and counted."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from callbacks.models import Listed
from callbacks.services.attempts import record_result
from callbacks.services.lateness import NotLate, set_late_reason
from callbacks.services.lists import add_line
from campaigns.statistics.report import build
from campaigns.statistics.scopes import scope_of_campaign
from julien.core.roles import Role
from tests.make.callbacks import NOW, make_attempt, make_callback
from tests.make.campaigns import make_campaign, make_desk
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
QUESTION = "Pourquoi cet appel vient-il après la promesse"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def caller(client):
    make_desk()
    caller = make_staff()
    client.force_login(caller)
    return caller


@pytest.fixture
def supervisor(client):
    make_desk()
    supervisor = make_staff(Role.SUPERVISOR)
    client.force_login(supervisor)
    return supervisor


def page(client, callback):
    return client.get(f"/equipe/rappels/{callback.request.reference}/").content.decode()


def listed(client, query=""):
    text = client.get(f"/equipe/retards/{query}").content.decode()
    return re.findall(r'<tr data-request="(\w+)"', text)


# Asked on the call page.


def test_the_call_page_asks_only_when_the_first_real_call_comes_too_late(client, caller, now):
    late = make_callback("claimed", holder=caller, now=now, due_in=-HOUR)
    in_time = make_callback("claimed", holder=caller, now=now, due_in=HOUR)
    called = make_callback("claimed", holder=caller, now=now, due_in=-HOUR)
    make_attempt(called, "no_answer", started_at=now - 2 * HOUR)
    broken = make_callback("claimed", holder=caller, now=now, due_in=-HOUR)
    make_attempt(broken, "technical_failure", started_at=now - 2 * HOUR)

    asked = [QUESTION in page(client, one) for one in (late, in_time, called, broken)]

    assert asked == [True, False, False, True]


@pytest.mark.parametrize(
    ("due_in", "result", "kept"),
    [(-HOUR, "no_answer", "overload"), (HOUR, "no_answer", "")],
)
def test_the_reason_is_kept_with_a_late_call_only(client, caller, now, due_in, result, kept):
    callback = make_callback("claimed", holder=caller, now=now, due_in=due_in)

    sent = {"result": result, "late_reason": "overload"}
    client.post(f"/equipe/rappels/{callback.request.reference}/essais/", sent)

    callback.refresh_from_db()
    assert callback.late_reason == kept


def test_a_late_call_is_noted_without_a_reason_too(client, caller, now):
    callback = make_callback("claimed", holder=caller, now=now, due_in=-HOUR)

    sent = client.post(
        f"/equipe/rappels/{callback.request.reference}/essais/", {"result": "no_answer"}
    )

    callback.refresh_from_db()
    assert (sent.status_code, callback.state, callback.late_reason) == (303, "waiting", "")


def test_a_reason_that_is_not_on_the_list_comes_back_with_what_was_typed(client, caller, now):
    callback = make_callback("claimed", holder=caller, now=now, due_in=-HOUR)

    sent = {"result": "busy", "late_reason": "no-such-code", "note": "Zzqx"}
    answer = client.post(f"/equipe/rappels/{callback.request.reference}/essais/", sent)

    assert answer.status_code == 422
    assert "Choisissez une raison de la liste." in answer.content.decode()
    assert "Zzqx" in answer.content.decode()


# Listed and set by a supervisor.


def test_the_list_holds_exactly_the_missed_promises(client, supervisor, now):
    uncalled = make_callback(now=now, due_in=-HOUR)
    called_late = make_callback("waiting", now=now, due_in=-2 * HOUR)
    make_attempt(called_late, "no_answer", started_at=now - HOUR)
    wrong_number = make_callback("blocked", now=now, due_in=-3 * HOUR)
    make_attempt(wrong_number, "wrong_person", started_at=now - 4 * HOUR)
    closed = make_callback("closed", now=now, due_in=-4 * HOUR, closed_reason="unreachable")
    gone_late = make_callback(
        "closed", now=now, due_in=-5 * HOUR, closed_reason="withdrawn", withdrawn_at=now - HOUR
    )
    # Not late:
    kept = make_callback("waiting", now=now, due_in=-HOUR)
    make_attempt(kept, "no_answer", started_at=now - HOUR)
    make_callback(now=now, due_in=HOUR)
    make_callback("closed", now=now, due_in=-HOUR, closed_reason="spam")
    make_callback("closed", now=now, due_in=-HOUR, closed_reason="duplicate")
    make_callback("closed", now=now, due_in=-HOUR, closed_reason="erased")
    make_callback(
        "closed", now=now, due_in=-HOUR, closed_reason="withdrawn", withdrawn_at=now - 2 * HOUR
    )
    make_callback(now=now, due_in=-61 * DAY, received_at=now - 64 * DAY)

    late = [uncalled, called_late, wrong_number, closed, gone_late]
    assert listed(client) == [one.request.reference for one in late]


def test_reasons_are_set_for_several_at_once_and_leave_the_list(client, supervisor, now):
    one, other = (make_callback(now=now, due_in=-n * HOUR) for n in (1, 2))
    third = make_callback(now=now, due_in=-3 * HOUR)
    sent = {
        f"raison-{one.request.reference}": "absence",
        f"raison-{other.request.reference}": "overload",
        f"raison-{third.request.reference}": "",
    }

    answer = client.post("/equipe/retards/", sent, follow=True)

    assert "2 raisons notées." in answer.content.decode()
    assert listed(client) == [third.request.reference]
    assert len(listed(client, "?voir=tous")) == 3
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.late_reason, other.late_reason) == ("absence", "overload")


def test_a_reason_can_be_corrected_and_a_retired_one_stays_shown(client, supervisor, now):
    callback = make_callback(now=now, due_in=-HOUR)
    add_line(listed=Listed.LATE, label="Grève des trains")
    set_late_reason(callback_id=callback.pk, code="added_1", at=now)

    shown = client.get("/equipe/retards/?voir=tous").content.decode()
    assert '<option value="added_1" selected>Grève des trains</option>' in shown
    client.post("/equipe/retards/", {f"raison-{callback.request.reference}": "outage"})

    callback.refresh_from_db()
    assert callback.late_reason == "outage"


def test_what_is_in_time_or_not_on_the_list_is_refused(client, supervisor, now):
    in_time, late = make_callback(now=now, due_in=HOUR), make_callback(now=now, due_in=-HOUR)

    with pytest.raises(NotLate):
        set_late_reason(callback_id=in_time.pk, code="overload", at=now)
    sent = {f"raison-{late.request.reference}": "no-such-code"}
    answer = client.post("/equipe/retards/", sent, follow=True)

    assert "cette raison n&#x27;est pas dans la liste" in answer.content.decode()
    late.refresh_from_db()
    assert late.late_reason == ""


@pytest.mark.parametrize(
    ("query", "said"),
    [("", "Chaque retard a sa raison"), ("?voir=tous", "Toutes les promesses ont été tenues.")],
)
def test_an_empty_list_says_what_that_means(client, supervisor, query, said):
    assert said in client.get(f"/equipe/retards/{query}").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(
    client, supervisor, now, count, django_assert_num_queries
):
    for _ in range(count):
        make_attempt(make_callback("waiting", now=now, due_in=-HOUR), "no_answer", started_at=now)

    with django_assert_num_queries(3):
        client.get("/equipe/retards/")


# Counted.


def test_the_report_counts_reasons_over_the_missed_promises():
    campaign = make_campaign(starts_on=NOW.date().replace(day=1))
    for reason, count in (("overload", 6), ("absence", 7), ("", 5)):
        for _ in range(count):
            callback = make_callback("claimed", due_in=-HOUR, campaign=campaign)
            holder = callback.claimed_by
            record_result(
                callback_id=callback.pk,
                by=holder,
                result="no_answer",
                at=NOW,
                late_reason=reason,
            )
            make_attempt(callback, "busy", started_at=NOW + timedelta(minutes=5))
    for _ in range(8):
        make_callback(campaign=campaign)  # still in time

    report = build(scope_of_campaign(campaign, at=NOW + HOUR))

    found = {one.code: (one.value, one.denominator) for one in report.under("late_reason")}
    assert found["late_reason.overload"] == (6, 18)
    assert found["late_reason.absence"] == (7, 18)
    assert found["late_reason.unsaid"] == (5, 18)
    assert sum(value for value, _all in found.values()) == report.figure("promise.missed").value


def test_reasons_do_not_give_away_a_hidden_number_of_missed_promises():
    campaign = make_campaign(starts_on=NOW.date().replace(day=1))
    for _ in range(6):
        make_callback(due_in=-HOUR, campaign=campaign)
    make_callback(campaign=campaign)  # one alone, still in time

    report = build(scope_of_campaign(campaign, at=NOW))

    assert report.figure("promise.missed").suppressed
    assert {(one.value, one.denominator) for one in report.under("late_reason")} == {(None, None)}
