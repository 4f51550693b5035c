"""Erasing one person: everything goes, and what stays leads nowhere."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from callbacks.models import Callback, CallbackMove
from callbacks.states import ClosedReason, State
from campaigns.models import Commune
from julien.audit.models import AuditEntry
from julien.core.roles import Role
from julien.retention.erased_list import digest_of, read_erased
from julien.retention.models import Fact
from julien.retention.owned import tables
from requests_intake.models import Contact, InboundSms, Message
from tests.make.callbacks import NOW, make_callback
from tests.make.intake import make_received
from tests.make.staff import make_staff
from tests.make.whole import WORDS, make_merged_into, make_whole
from tests.retention.searching import erase, marked, whole_database

pytestmark = pytest.mark.django_db


def test_the_person_is_whole_before():
    """Each table has a row of the person, so that finding none afterwards means something."""
    request = make_whole()
    make_merged_into(request)
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


def test_nothing_of_the_person_stays_in_any_table():
    request = make_whole()
    make_merged_into(request)
    other = make_whole(phone="+41765550122", first_name="Autre", household_line=0)
    make_merged_into(other)

    assert erase(request) == 2

    assert [table.name for table in tables() if not left_as_told(table, request)] == []
    assert [table.name for table in tables() if not table.rows([other.pk]).exists()] == []


def left_as_told(table, request):
    """No row of the person, but for the trace that the table of retention tells of."""
    rows = table.rows([request.pk])
    if table.stays:
        trace = rows.get()
        return all(getattr(trace, name) == value for name, value in table.empty.items())
    if table.name == "callbacks_callbackmove":
        return list(rows.values_list("why", flat=True)) == ["erased"]
    return not rows.exists()


def test_no_mark_and_no_digest_of_the_person_is_left_anywhere():
    request = make_whole()
    duplicate = make_merged_into(request)
    keys = {
        request.phone_lookup,
        request.phone_tail_lookup,
        duplicate.phone_lookup,
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
    assert set(interview) == {
        "form_version",
        "state",
        "ongoing_support",
        "heard_of",
        "silence",
        "settled",
    }
    assert fact.story["callbacks_profile"] == [
        {
            "sealed": {
                "household": "single_parent",
                "age_band": "26-39",
                "gender": "woman",
                "activity": "employed",
                "district": Commune.objects.order_by("pk").first().district,
            }
        }
    ]


def test_facts_of_a_month_share_no_order_and_change_keys_with_each_erasure():
    first = [make_whole(phone=f"+4176555012{n}", household_line=0) for n in range(6)]
    erase(*first[:3])
    keys = set(Fact.objects.values_list("key", flat=True))

    erase(*first[3:])

    assert not keys & set(Fact.objects.values_list("key", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin::text FROM retention_fact")
        assert len(cursor.fetchall()) == 1  # all written again together: none is the latest


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


def test_the_team_sees_that_it_was_erased_and_nothing_else(client):
    request = make_whole()
    client.force_login(make_staff())
    erase(request)
    page = reverse("callbacks:call", args=[request.reference])

    answer = client.get(page)

    assert f"Demande {request.reference} effacée" in answer.content.decode()
    assert "N'appelez pas" in answer.content.decode().replace("&#x27;", "'")
    # Who still has the sheet open can write nothing any more.
    for address in ("entretien/", "essais/", "prendre/", "entretien/correction/"):
        assert client.post(f"{page}{address}", {"notes": WORDS}).status_code in {404, 409, 422}
    assert marked() == set()
