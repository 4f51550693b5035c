"""What people tell us lies encrypted in the database, and is found by keyed hashes only."""

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.exceptions import FieldError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from julien.core.crypto import decrypt, encrypt, keyed_hash
from requests_intake.models import InboundSms

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
MARKER = "Zzqx Markerson é 家 🙂"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(text):
    assert decrypt(encrypt(text)) == text


def test_the_same_text_never_looks_the_same():
    assert encrypt(MARKER) != encrypt(MARKER)
    assert encrypt(MARKER).isascii()


def test_the_first_key_encrypts_and_every_key_decrypts(settings):
    settings.FIELD_KEYS = [OLD]
    before = encrypt(MARKER)
    settings.FIELD_KEYS = [NEW, OLD]
    after = encrypt(MARKER)

    assert decrypt(before) == decrypt(after) == MARKER
    settings.FIELD_KEYS = [NEW]
    assert decrypt(after) == MARKER
    with pytest.raises(InvalidToken):
        decrypt(before)


def test_a_changed_text_is_noticed():
    token = encrypt(MARKER)
    with pytest.raises(InvalidToken):
        decrypt(token[:-5] + ("A" if token[-5] != "A" else "B") + token[-4:])


def test_a_hash_differs_by_purpose_value_and_key(settings):
    here = keyed_hash("phone", "+41795550102")
    assert here == keyed_hash("phone", "+41795550102")
    assert len(here) == 32
    assert here != keyed_hash("phone-tail", "+41795550102")
    assert here != keyed_hash("phone", "+41795550103")
    settings.LOOKUP_KEY = "another"
    assert here != keyed_hash("phone", "+41795550102")


def received(body, sid="SM1"):
    return InboundSms(message_sid=sid, from_number="+41795550102", from_lookup="x", body=body)


def rows_as_stored():
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(sms)::text FROM requests_intake_inboundsms sms")
        return "\n".join(row for (row,) in cursor.fetchall())


def stored(column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM requests_intake_inboundsms ORDER BY id")
        return [value for (value,) in cursor.fetchall()]


@pytest.mark.django_db
def test_the_database_holds_no_plain_text():
    received(MARKER).save()
    InboundSms.objects.bulk_create([received(MARKER, sid="SM2")])
    InboundSms.objects.update(body=f"{MARKER} bis")
    changed = InboundSms.objects.get(message_sid="SM2")
    changed.body = f"{MARKER} ter"
    InboundSms.objects.bulk_update([changed], ["body"])

    rows = rows_as_stored()
    assert "Zzqx" not in rows
    assert "5550102" not in rows
    read = dict(InboundSms.objects.values_list("message_sid", "body"))
    assert read == {"SM1": f"{MARKER} bis", "SM2": f"{MARKER} ter"}
    assert InboundSms.objects.get(message_sid="SM1").from_number == "+41795550102"


@pytest.mark.django_db
def test_no_text_stays_no_text():
    received("").save()
    assert stored("body") == [""]
    assert InboundSms.objects.get().body == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "lookup",
    ["body", "body__in", "body__contains", "body__icontains", "body__startswith", "body__gt"],
)
def test_looking_for_an_encrypted_text_is_refused(lookup):
    with pytest.raises(FieldError, match="body is encrypted: search its keyed hash instead"):
        InboundSms.objects.filter(**{lookup: MARKER})


@pytest.mark.django_db
def test_only_its_absence_can_be_asked_for():
    received(MARKER).save()
    assert InboundSms.objects.filter(body__isnull=False).count() == 1
    assert InboundSms.objects.filter(body__isnull=True).count() == 0


@pytest.mark.django_db
def test_a_row_of_a_lost_key_is_not_read_as_nonsense(settings):
    settings.FIELD_KEYS = [OLD]
    received(MARKER).save()
    settings.FIELD_KEYS = [NEW]
    with pytest.raises(InvalidToken):
        InboundSms.objects.get()
