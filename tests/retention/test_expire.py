"""What goes when: each kind at its own time, nothing earlier, nothing on hold, never half."""

import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from callbacks.models import CallAttempt, Callback, Interview, InterviewAmendment
from callbacks.services.profiles import read_profile
from callbacks.states import ClosedReason, State
from julien.core.roles import Role
from julien.retention.models import ErasureRun, Fact, LegalHold
from julien.staff.models import Letter
from requests_intake.models import CallbackRequest, Contact, InboundSms, Message
from requests_intake.services import erase as erase_service
from requests_intake.services.expire import count_expired, erase_expired
from requests_intake.tasks import erase as erase_task
from tests.make.callbacks import NOW, make_callback
from tests.make.intake import make_received
from tests.make.staff import make_staff
from tests.make.whole import WORDS, make_whole

DAY = timedelta(days=1)


@pytest.fixture
def whole(db):
    """Closed at NOW, everything about it known."""
    request = make_whole(at=NOW)
    assert request.closed_at == NOW
    return request


def there(request):
    """What is still there of one request, by kind."""
    contact = Contact.objects.filter(request=request).first()
    return {
        "number": bool(CallbackRequest.objects.get(pk=request.pk).phone),
        "words": bool(contact and contact.words),
        "notes": any(one.note for one in CallAttempt.objects.filter(callback__request=request)),
        "interview": Interview.objects.filter(callback__request=request).exists(),
        "corrections": InterviewAmendment.objects.exists(),
        "messages": Message.objects.filter(request=request).exists(),
        "inbound": InboundSms.objects.exists(),
    }


EVERYTHING = {"number", "words", "notes", "interview", "corrections", "messages", "inbound"}


@pytest.mark.parametrize(
    ("days", "left"),
    [
        (90, EVERYTHING),
        (91, EVERYTHING - {"messages", "inbound"}),
        (180, EVERYTHING - {"messages", "inbound"}),
        (181, {"number", "interview"}),
        (365, {"number", "interview"}),
        (366, set()),
    ],
)
def test_each_kind_goes_at_its_time_and_not_a_day_before(whole, days, left):
    erase_expired(at=NOW + days * DAY)
    assert {kind for kind, is_there in there(whole).items() if is_there} == left


def test_the_words_of_an_interview_go_and_its_answers_stay(whole):
    erase_expired(at=NOW + 181 * DAY)

    interview = Interview.objects.get()
    assert (read_profile(interview)["household"], interview.settled) == ("single_parent", True)
    words = ("own_words", "notes", "agreed", "other_reason", "recap")
    assert {getattr(interview, name) for name in words} == {""}


@pytest.mark.parametrize("reason", ["spam", "duplicate"])
def test_what_was_set_aside_goes_after_a_month_without_a_fact(db, reason):
    callback = make_callback(State.CLOSED, closed_reason=reason, closed_at=NOW)

    assert erase_expired(at=NOW + 30 * DAY)["set_aside"] == 0
    assert erase_expired(at=NOW + 31 * DAY)["set_aside"] == 1

    callback.refresh_from_db()
    assert callback.closed_reason == ClosedReason.ERASED
    assert not Fact.objects.exists()


def test_an_open_request_never_expires(db):
    request = make_received().request
    assert not any(erase_expired(at=request.received_at + 5000 * DAY).values())
    request.refresh_from_db()
    assert request.phone


def test_the_trace_goes_last(whole):
    erase_expired(at=NOW + 366 * DAY)
    assert Callback.objects.filter(closed_reason=ClosedReason.ERASED).exists()

    assert erase_expired(at=NOW + 396 * DAY)["traces"] == 0
    assert erase_expired(at=NOW + 397 * DAY)["traces"] == 1

    assert not CallbackRequest.objects.exists()
    assert not Callback.objects.exists()


def test_letters_to_the_team_go(db):
    Letter.objects.create(to=make_staff(), kind=Letter.Kind.IDLE, written_at=NOW)
    assert erase_expired(at=NOW + 90 * DAY)["letters"] == 0
    assert erase_expired(at=NOW + 91 * DAY)["letters"] == 1


def test_an_installation_keeps_as_long_as_it_says(whole, settings):
    settings.RETENTION_DAYS = {"requests": 20, "words": 5, "messages": 5, "inbound": 5}
    erase_expired(at=NOW + 6 * DAY)
    assert there(whole)["number"]
    assert not there(whole)["words"]
    erase_expired(at=NOW + 21 * DAY)
    assert not there(whole)["number"]


@pytest.mark.parametrize("days", [91, 181, 366])
def test_a_dry_run_says_what_would_go_and_changes_nothing(whole, days):
    make_callback(State.CLOSED, closed_reason="spam", closed_at=NOW)
    at = NOW + days * DAY
    before = there(whole)

    told = count_expired(at=at)

    assert there(whole) == before
    assert not ErasureRun.objects.exists()
    assert told == erase_expired(at=at)
    assert any(told.values())
    assert not any(erase_expired(at=at).values())  # once is enough


def test_the_command_tells_how_much_and_nobody(whole):
    CallbackRequest.objects.update(closed_at=timezone.now() - 400 * DAY)
    dry, wet = StringIO(), StringIO()

    call_command("erase_expired", "--dry-run", stdout=dry)
    assert there(whole)["number"]
    call_command("erase_expired", stdout=wet)

    assert "requests   1 an              1 would go" in dry.getvalue()
    assert wet.getvalue() == dry.getvalue().replace("would go", "erased")
    assert whole.reference not in wet.getvalue()
    assert not there(whole)["number"]


def test_the_run_of_the_night_is_kept_as_a_report(whole):
    CallbackRequest.objects.update(closed_at=timezone.now() - 400 * DAY)
    erase_task()
    run = ErasureRun.objects.get()
    assert run.counts["requests"] == 1
    assert run.ended_at >= run.began_at


@pytest.mark.parametrize("days", [91, 181, 366])
def test_who_is_on_hold_loses_nothing(whole, days):
    by = make_staff(Role.SUPERVISOR)
    until = (NOW + 500 * DAY).date()
    hold = LegalHold.objects.create(person_id=whole.pk, why=WORDS, until=until, by=by)
    before = there(whole) | {"inbound": True}

    erase_expired(at=NOW + days * DAY)
    assert there(whole) == before

    LegalHold.objects.filter(pk=hold.pk).update(lifted_at=NOW, lifted_by=by)
    erase_expired(at=NOW + days * DAY)
    assert there(whole) != before


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_erase_each_person_once():
    people = [make_callback(State.CLOSED, closed_at=NOW) for _ in range(12)]
    counts = []

    def run():
        counts.append(erase_expired(at=NOW + 400 * DAY)["requests"])
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(counts) == len(people)
    assert Fact.objects.count() == len(people)


@pytest.mark.django_db(transaction=True)
def test_an_interrupted_run_leaves_whole_people_and_the_next_goes_on(monkeypatch):
    monkeypatch.setattr("requests_intake.services.expire.BATCH", 1)
    for _ in range(3):
        make_callback(State.CLOSED, closed_at=NOW)
    at, erased = NOW + 400 * DAY, []

    def full_disk(references, when):
        erased.append(list(references))
        if len(erased) == 2:
            raise OSError("disk full")

    monkeypatch.setattr(erase_service, "note_erased", full_disk)
    with pytest.raises(OSError, match="disk full"):
        erase_expired(at=at)

    assert CallbackRequest.objects.exclude(erased_at=None).count() == Fact.objects.count() == 1
    assert all(one.phone for one in CallbackRequest.objects.filter(erased_at=None))
    assert ErasureRun.objects.get().ended_at is None
    assert erase_expired(at=at)["requests"] == 2
    assert ErasureRun.objects.latest().ended_at is not None
