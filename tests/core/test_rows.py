"""One row written by the prepared statement is the row that Django would have written."""

import pytest
from django.db import IntegrityError, connection
from django.forms import model_to_dict

from julien.audit.models import AuditEntry
from julien.core.rows import insert
from requests_intake.models import CallbackRequest, Contact
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


def test_a_constraint_holds():
    with pytest.raises(IntegrityError):
        insert(unsaved(make_request(reference="ABCDEFG2")))
