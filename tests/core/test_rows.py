"""Rows written by the prepared statement are the rows that Django would have written."""

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.forms import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from julien.audit.models import AuditEntry
from julien.core.rows import ROUNDS, columns_of, insert, read_one, settled
from requests_intake.models import CallbackRequest, Contact, InboundSms, Message
from tests.make.callbacks import make_request

pytestmark = pytest.mark.django_db

HIDDEN = "On m'a coupé le courant"


def unsaved(request, **changes):
    fields = request._meta.local_concrete_fields
    same = {f.attname: getattr(request, f.attname) for f in fields if not f.primary_key}
    return CallbackRequest(**same | {"reference": "ABCDEFG2", "phone_lookup": "other"} | changes)


def test_every_field_is_the_one_of_the_model():
    made = make_request()
    row = insert(unsaved(made, windows=["noon"], needs=["hearing"], promise_explanation="3 jours"))

    assert row.pk > made.pk
    read = CallbackRequest.objects.get(pk=row.pk)
    changed = {"reference", "phone_lookup", "windows", "needs", "promise_explanation", "id"}
    assert {k: v for k, v in model_to_dict(read).items() if k not in changed} == {
        k: v for k, v in model_to_dict(made).items() if k not in changed
    }
    assert (read.windows, read.needs, read.phone) == (["noon"], ["hearing"], made.phone)


def test_what_is_none_is_null_and_the_default_of_a_column_is_not_taken_for_it():
    made = make_request()
    row = insert(unsaved(made, may_text=None, days=["monday"], partner=None, closed_at=None))
    again = insert(unsaved(made, reference="HJKLMNP2", phone_lookup="3", may_text=False, days=[]))

    read = CallbackRequest.objects.get(pk=row.pk)
    assert (read.may_text, read.days, read.partner, read.closed_at) == (
        None,
        ["monday"],
        None,
        None,
    )
    read = CallbackRequest.objects.get(pk=again.pk)
    assert (read.may_text, read.days) == (False, [])


def test_a_row_that_a_statement_finds_is_read_as_the_model_reads_it():
    made = make_request(windows=["noon"], first_name="Jeanne")
    columns = columns_of(CallbackRequest, "mine")
    statement = (
        f"SELECT {columns}, 7 FROM requests_intake_callbackrequest mine WHERE reference = %s"
    )
    found, besides = read_one(CallbackRequest, statement, [made.reference])

    assert (found, besides) == (made, (7,))
    assert model_to_dict(found) == model_to_dict(CallbackRequest.objects.get())
    found.save()  # it knows that it is in the database
    assert CallbackRequest.objects.count() == 1
    assert read_one(CallbackRequest, statement, ["nobody"]) == (None, ())


def test_where_no_row_is_joined_there_is_no_instance_and_the_rest_is_told():
    columns = columns_of(CallbackRequest, "mine")
    none = "LEFT JOIN requests_intake_callbackrequest mine ON false"
    statement = f"SELECT {columns}, told FROM (SELECT 7 AS told) AS always {none}"
    assert read_one(CallbackRequest, statement, []) == (None, (7,))


def test_it_is_encrypted_and_in_the_trail():
    request = make_request()
    contact = Contact(request=request, channel="sms", words=HIDDEN, token="t", token_lookup="t")
    insert(contact)
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM requests_intake_contact WHERE id = %s", [contact.pk])
        assert HIDDEN not in cursor.fetchone()[0]
    assert Contact.objects.get(pk=contact.pk).words == HIDDEN
    entry = AuditEntry.objects.latest("pk")
    assert (entry.what, entry.row_id) == ("requests_intake_contact", contact.pk)
    contact.save()  # it knows that it is in the database
    assert Contact.objects.filter(token_lookup="t").count() == 1


def test_rows_that_hang_on_each_other_are_written_at_once_in_their_order():
    request = unsaved(make_request())
    at = timezone.now()
    contact = Contact(request=request, channel="sms", words=HIDDEN, token="t", token_lookup="t")
    sms = InboundSms(message_sid="SM1", from_number="+41795550123", body=HIDDEN, contact=contact)
    messages = [
        Message(request=request, kind=kind, to_number="+41795550123", parts=1, useless_after=at)
        for kind in ("emergency", "received", "wishes")
    ]
    before = AuditEntry.objects.count()

    with CaptureQueriesContext(connection) as captured:
        insert(request, contact, sms, *messages)

    assert len(captured) == 1
    read = InboundSms.objects.select_related("contact__request").get()
    assert (read, read.contact, read.contact.request) == (sms, contact, request)
    assert (contact.request_id, sms.contact_id, read.body) == (request.pk, contact.pk, HIDDEN)
    told = request.messages.order_by("pk")
    assert [(one.pk, one.kind) for one in told] == [(one.pk, one.kind) for one in messages]
    trail = AuditEntry.objects.order_by("pk")[before:]
    assert [(one.row_id, one.person_id) for one in trail] == [
        (row.pk, request.pk) for row in (request, contact, sms, *messages)
    ]


def test_of_rows_written_at_once_all_are_there_or_none():
    request = unsaved(make_request())
    contact = Contact(request=request, channel="none of them", token="t", token_lookup="t")
    with pytest.raises(DataError), transaction.atomic():
        insert(request, contact)
    assert CallbackRequest.objects.count() == 1
    assert (request.pk, contact.pk) == (None, None)


@pytest.mark.parametrize(("lost", "known", "tried"), [(1, None, 2), (2, None, 3), (1, "it", 1)])
def test_who_came_second_looks_once_more(lost, known, tried):
    made = make_request(reference="ABCDEFG2")
    tries = []

    def act():
        tries.append(1)
        if len(tries) <= lost:
            insert(unsaved(made))
        return "written"

    assert settled(act, known=lambda: known) == (known or "written")
    assert len(tries) == tried


def test_what_is_no_race_is_not_tried_again_and_a_race_not_for_ever():
    made = make_request(reference="ABCDEFG2")
    tries = []
    for broken in (unsaved(made, reference="HJKLMNP2", due_at=None), unsaved(made)):
        with pytest.raises(IntegrityError):
            settled(lambda row=broken: tries.append(1) or insert(row))
    assert len(tries) == 1 + ROUNDS


def test_a_constraint_holds():
    with pytest.raises(IntegrityError):
        insert(unsaved(make_request(reference="ABCDEFG2")))
