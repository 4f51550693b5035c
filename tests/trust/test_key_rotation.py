"""Renewing the keys: online, resumable, and no edit is lost."""

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import connection

from julien.core.rotation import encrypted_fields
from requests_intake.models import InboundSms

pytestmark = pytest.mark.django_db
OLD, NEW, LOST = (Fernet.generate_key().decode() for _ in range(3))


def received(sid, body):
    return InboundSms.objects.create(
        message_sid=sid, from_number="+41795550123", from_lookup="x", body=body
    )


def tokens():
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM requests_intake_inboundsms ORDER BY id")
        return [token for (token,) in cursor.fetchall()]


def test_everything_is_readable_by_the_new_key_alone_afterwards(settings):
    settings.FIELD_KEYS = [OLD]
    first, empty = received("SM1", "Zzqx Markerson"), received("SM2", "")
    settings.FIELD_KEYS = [NEW, OLD]
    call_command("rotate_field_keys")
    settings.FIELD_KEYS = [NEW]

    first.refresh_from_db()
    empty.refresh_from_db()
    assert (first.body, first.from_number, empty.body) == ("Zzqx Markerson", "+41795550123", "")


def test_run_again_it_leaves_what_is_done(settings):
    settings.FIELD_KEYS = [OLD]
    received("SM1", "un")
    settings.FIELD_KEYS = [NEW, OLD]
    received("SM2", "deux")
    before = tokens()
    call_command("rotate_field_keys")
    after = tokens()
    call_command("rotate_field_keys")

    assert (after[0] != before[0], after[1] == before[1]) == (True, True)
    assert tokens() == after


def test_a_missing_key_is_named_and_nothing_is_lost(settings):
    settings.FIELD_KEYS = [LOST]
    received("SM1", "perdu")
    before = tokens()
    settings.FIELD_KEYS = [NEW, OLD]

    with pytest.raises(CommandError, match=r"InboundSms\.from_number fits none"):
        call_command("rotate_field_keys")

    assert tokens() == before


def test_every_personal_table_is_turned():
    labels = {field.model._meta.label for field in encrypted_fields()}
    assert {
        "requests_intake.CallbackRequest",
        "requests_intake.Contact",
        "requests_intake.InboundSms",
        "requests_intake.Message",
        "callbacks.CallAttempt",
        "callbacks.Interview",
        "callbacks.Profile",
    } <= labels
