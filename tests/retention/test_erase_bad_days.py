"""Erasing at a bad moment: at work, on hold, a family's phone, a full disk. Whole or not at all."""

import resource
from datetime import timedelta

import pytest
from django.db import connection

from callbacks.models import Callback
from callbacks.services.fill import fill_queue
from callbacks.states import ClosedReason, State
from julien.core.roles import Role
from julien.retention.erased_list import digest_of, note_erased, read_erased
from julien.retention.models import Fact, LegalHold
from requests_intake.models import CallbackRequest, InboundSms, Message
from requests_intake.services import sending
from requests_intake.services.erase import OnHold
from tests.make.callbacks import NOW, make_callback, make_request
from tests.make.intake import make_received
from tests.make.staff import make_staff
from tests.make.whole import NAME, PHONE, WORDS, make_whole
from tests.retention.searching import decrypted_rows, erase

pytestmark = pytest.mark.django_db


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


def test_a_disk_that_fills_up_in_the_middle_of_a_line_loses_no_line_after_it(erased_list):
    """The line that was torn is passed over; the ones before and after it are read."""
    note_erased(["AAAAAAA"], NOW)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (erased_list.stat().st_size + 20, hard))
    try:
        with pytest.raises(OSError, match="not whole"):
            note_erased(["BBBBBBB"], NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    note_erased(["CCCCCCC"], NOW)

    assert read_erased() == {digest_of(reference): NOW for reference in ("AAAAAAA", "CCCCCCC")}
