"""Erasing one person: everything goes, at once or not at all, and nobody else's."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from callbacks.models import Callback, CallbackMove
from callbacks.services.fill import fill_queue
from callbacks.states import ClosedReason, State
from julien.audit.models import AuditEntry
from julien.core.roles import Role
from julien.retention.erased_list import digest_of, read_erased
from julien.retention.models import Fact, LegalHold
from julien.retention.owned import tables
from requests_intake.models import CallbackRequest, Contact, InboundSms, Message
from requests_intake.services import sending
from requests_intake.services.erase import OnHold, erase_person
from tests.make.callbacks import NOW, make_callback, make_request
from tests.make.intake import make_received
from tests.make.staff import make_staff
from tests.make.whole import MARKS, NAME, PHONE, WORDS, make_whole

pytestmark = pytest.mark.django_db


def erase(*requests, at=NOW, by=None):
    return erase_person(request_ids=[request.pk for request in requests], by=by, at=at)


def decrypted_rows():
    """(table, text) of each row of ours, encrypted columns opened."""
    for table in tables():
        for row in table.model.objects.all():
            values = {f.name: getattr(row, f.attname) for f in row._meta.concrete_fields}
            yield table.name, str(values).lower()
    for fact in Fact.objects.all():
        yield "facts", f"{fact.story} {fact.clock} {fact.key}".lower()


def whole_database():
    """Every row of every table of the database as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            for (row,) in cursor.fetchall():
                yield table, row


def marked():
    return {table for table, text in decrypted_rows() for mark in MARKS if mark in text}


def test_the_person_is_whole_before():
    """Each table has a row of the person, so that finding none afterwards means something."""
    request = make_whole()
    for table in tables():
        assert table.rows([request.pk]).exists(), table.name
    assert marked() >= {
        "requests_intake_callbackrequest",
        "requests_intake_contact",
        "requests_intake_inboundsms",
        "requests_intake_message",
        "callbacks_callattempt",
        "callbacks_interview",
        "callbacks_interviewamendment",
        "callbacks_followup",
    }


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_nothing_of_the_person_stays_in_any_table(table):
    request = make_whole()
    other = make_whole(phone="+41765550122", first_name="Autre", household_line=0)

    assert erase(request) == 1

    if table.stays:
        trace = table.rows([request.pk]).get()
        assert {name: getattr(trace, name) for name in table.empty} == table.empty
    elif table.name == "callbacks_callbackmove":
        assert list(table.rows([request.pk]).values_list("why", flat=True)) == ["erased"]
    else:
        assert not table.rows([request.pk]).exists()
    assert table.rows([other.pk]).exists()


def test_no_mark_and_no_digest_of_the_person_is_left_anywhere():
    request = make_whole()
    keys = {
        request.phone_lookup,
        request.phone_tail_lookup,
        *Contact.objects.values_list("token_lookup", flat=True),
        *Contact.objects.values_list("fingerprint", flat=True),
        *InboundSms.objects.values_list("message_sid", flat=True),
        *Message.objects.values_list("provider_sid", flat=True),
    }
    tokens = {row for _table, row in whole_database() if "gAAAA" in row}
    assert tokens

    erase(request)

    assert marked() == set()
    left = " ".join(row for _table, row in whole_database())
    assert [key for key in keys if key and key in left] == []
    assert [table for table, row in whole_database() if "gAAAA" in row] == []


def test_what_stays_is_a_trace_that_says_so():
    request = make_whole()
    supervisor = make_staff(Role.SUPERVISOR)

    erase(request, by=supervisor)

    trace = Callback.objects.get(request=request)
    assert (trace.state, trace.closed_reason) == (State.CLOSED, ClosedReason.ERASED)
    move = CallbackMove.objects.get(callback=trace)
    assert (move.to, move.by, move.at, move.why) == (State.CLOSED, supervisor, NOW, "erased")
    request.refresh_from_db()
    assert (request.erased_at, request.reference) == (NOW, request.reference)


def test_the_fact_is_of_the_month_and_has_no_way_back():
    request = make_whole(received_at=NOW - timedelta(days=3))

    erase(request)

    fact = Fact.objects.get()
    assert fact.key < 0
    assert (fact.month.isoformat(), fact.counted_at.isoformat()[:10]) == ("2026-11-01",) * 2
    told = f"{fact.story} {fact.clock}"
    assert request.reference not in told
    for instant in re.findall(r"\d{4}-\d{2}-\d{2}", told):
        pytest.fail(f"a date in a fact: {instant}")
    interview = fact.story["callbacks_interview"][0]
    assert interview["household"] == "single_parent"
    assert set(interview) == {
        "form_version",
        "state",
        "household",
        "age_band",
        "gender",
        "activity",
        "commune_id",
        "ongoing_support",
        "heard_of",
        "silence",
        "settled",
    }


def test_facts_of_a_month_share_no_order_and_change_keys_with_each_erasure():
    first = [make_whole(phone=f"+4176555012{n}", household_line=0) for n in range(6)]
    erase(*first[:3])
    keys = set(Fact.objects.values_list("key", flat=True))

    erase(*first[3:])

    assert not keys & set(Fact.objects.values_list("key", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin::text FROM retention_fact")
        assert len(cursor.fetchall()) == 1  # all written again together: none is the latest


def test_an_open_request_is_withdrawn_and_nobody_calls():
    received = make_received()
    fill_queue(at=received.request.received_at)
    callback = Callback.objects.get()

    erase(received.request, at=received.request.received_at + timedelta(hours=1))

    callback.refresh_from_db()
    assert callback.closed_reason == ClosedReason.ERASED
    assert not Callback.objects.open().exists()
    assert sending.sweep(at=NOW) == 0
    assert not Message.objects.exists()


def test_a_request_in_nobodys_queue_yet_leaves_a_trace_too():
    request = make_received().request

    erase(request, at=request.received_at)

    assert Callback.objects.get().closed_reason == ClosedReason.ERASED
    fill_queue(at=request.received_at + timedelta(minutes=1))
    assert Callback.objects.count() == 1


@pytest.mark.parametrize("state", [s for s in State if s != State.CLOSED])
def test_whatever_the_team_was_doing_with_it_ends(state):
    callback = make_callback(state)

    erase(callback.request)

    callback.refresh_from_db()
    assert (callback.state, callback.closed_reason) == (State.CLOSED, ClosedReason.ERASED)
    assert (callback.claimed_by, callback.lease_until, callback.visible_from) == (None,) * 3


def test_a_message_rung_for_and_then_erased_is_not_sent():
    request = make_received().request
    ids = list(Message.objects.values_list("pk", flat=True))

    erase(request, at=request.received_at)

    assert [sending.deliver(message_id=pk, at=request.received_at) for pk in ids] == [None]


def test_somebody_else_of_the_same_phone_stays():
    mine = make_whole(household_line=0)
    theirs = make_request(phone=PHONE, household_line=1, words="moi c'est autre chose")

    erase(mine)

    theirs.refresh_from_db()
    assert theirs.phone == PHONE
    assert theirs.contacts.get().words == "moi c'est autre chose"
    # An SMS that led nowhere may be theirs.
    assert InboundSms.objects.filter(contact=None, from_lookup=theirs.phone_lookup).exists()


def test_the_next_request_of_the_same_number_forgets_the_one_before():
    old = make_whole()
    new = make_request(phone=PHONE, previous=old)

    erase(old)

    new.refresh_from_db()
    assert new.previous is None


def test_who_is_on_hold_is_not_erased_nor_who_is_named_with_them():
    held, free = make_whole(), make_request()
    supervisor = make_staff(Role.SUPERVISOR)
    LegalHold.objects.create(person_id=held.pk, why=WORDS, until=NOW.date(), by=supervisor)

    with pytest.raises(OnHold) as refused:
        erase(held, free)

    assert refused.value.references == [held.reference]
    assert CallbackRequest.objects.filter(erased_at=None).count() == 2
    assert erase(held, at=NOW + timedelta(days=1)) == 1  # the hold is over by itself


def test_erasing_twice_is_erasing_once():
    request = make_whole()
    assert [erase(request), erase(request)] == [1, 0]
    assert Fact.objects.count() == 1


def test_spam_leaves_no_fact():
    spam = make_callback(State.CLOSED, closed_reason=ClosedReason.SPAM)
    erase(spam.request)
    assert not Fact.objects.exists()


def test_the_list_outside_the_database_names_nobody(erased_list):
    request = make_whole()

    erase(request)

    assert read_erased() == {digest_of(request.reference): NOW}
    text = erased_list.read_text()
    assert request.reference not in text
    assert erased_list.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("table", ["retention_fact", "callbacks_callbackmove"])
def test_when_the_database_fails_in_the_middle_nothing_is_half_done(table):
    request = make_whole()
    before = sorted(decrypted_rows())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT full_disk CHECK (false) NOT VALID")

    with pytest.raises(Exception, match="full_disk"):
        erase(request)

    assert sorted(decrypted_rows()) == before


def test_when_the_list_cannot_be_written_nothing_is_erased(settings, tmp_path):
    request = make_whole()
    (tmp_path / "file").write_text("")
    settings.ERASED_LIST = tmp_path / "file" / "erased.txt"

    with pytest.raises(OSError, match="file"):
        erase(request)

    request.refresh_from_db()
    assert request.first_name == NAME


def test_the_trail_says_that_it_was_erased_and_by_whom_and_nothing_else(client):
    request = make_whole()
    erase(request)

    entries = AuditEntry.objects.filter(person_id=request.pk)
    assert entries.filter(action="delete", what="callbacks_interview").exists()
    assert entries.filter(columns__contains="erased_at").exists()


def test_the_persons_own_link_leads_nowhere(client):
    received = make_received()
    erase(received.request, at=received.request.received_at)

    page = client.get(reverse("intake:status", args=[received.token]))

    assert page.status_code == 404
