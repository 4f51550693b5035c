"""A copy for training from a database full of one marked person: nobody is in it, and it runs."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.management import CommandError, call_command
from django.db import connection

from callbacks.models import Meeting
from julien.audit.models import AuditEntry
from julien.core.crypto import PERSONAL, PROFILE, derived
from julien.core.fields import EncryptedTextField, SealedTextField
from julien.core.roles import Role
from julien.retention.backup.postgres import programme, variables
from julien.retention.models import Fact
from julien.retention.training.columns import Copied, tables
from julien.staff.models import Factor
from requests_intake.models import CallbackRequest, Message
from tests.make.callbacks import NOW, make_callback
from tests.make.staff import give_app, make_staff
from tests.make.whole import make_merged_into, make_whole
from tests.marks import search
from tests.retention.searching import erase

ROOT = Path(__file__).resolve().parents[2]
ZONE = ZoneInfo("Europe/Zurich")
MARK = "Zzqx Markerson +41 79 555 01 23"
named = search("markerson")
marked = search("markerson", "79 555 01 23", "795550123", "555 01 87", "795550187")
PHONE = "+41795550187"
SAME_WAY = (
    "SELECT r.due_at - r.received_at, c.due_at - r.received_at, a.ended_at - a.started_at,"
    " a.started_at - r.received_at, i.signed_at - r.received_at, m.created_at - r.received_at"
    " FROM requests_intake_callbackrequest r JOIN callbacks_callback c ON c.request_id = r.id"
    " LEFT JOIN callbacks_callattempt a ON a.callback_id = c.id"
    " LEFT JOIN callbacks_interview i ON i.callback_id = c.id"
    " LEFT JOIN requests_intake_message m ON m.request_id = r.id ORDER BY r.id, a.id, m.id"
)
MEETINGS = (
    "SELECT m.id, m.state, m.place_id, s.what, m.starts_at - r.received_at,"
    " m.ends_at - m.starts_at, s.at - r.received_at, s.starts_at - m.starts_at"
    " FROM callbacks_meeting m JOIN callbacks_callback c ON c.id = m.callback_id"
    " JOIN requests_intake_callbackrequest r ON r.id = c.request_id"
    " JOIN callbacks_meetingstep s ON s.meeting_id = m.id WHERE m.state <> 'planned' ORDER BY s.id"
)
# What somebody of the team opens on the copy, in a process with its settings.
LOOKS = """
import django, json
django.setup()
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from callbacks.models import Callback
from julien.core.roles import Role
from julien.staff.models import User
from requests_intake.models import Contact
call_command("check_states", verbosity=0)
call_command("verify_audit")
who = User.objects.create(username="trains", roles=[Role.SUPERVISOR, Role.ANALYST])
desk, resident = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
desk.force_login(who)
open_one = Callback.objects.exclude(state="closed").get()
held = Callback.objects.get(interview__isnull=False)
contact = Contact.objects.filter(request=held.request_id).last()
pages = {
    "queue": desk.get(reverse("callbacks:queue")),
    "call": desk.get(reverse("callbacks:call", args=[open_one.request.reference])),
    "heard": desk.get(reverse("callbacks:call", args=[held.request.reference])),
    "meetings": desk.get(reverse("callbacks:meetings")),
    "figures": desk.get(reverse("statistics:home")),
    "status": resident.get(f"/fr/rappel/suivi/{contact.token}/"),
}
print(json.dumps({name: [page.status_code, page.content.decode()] for name, page in pages.items()}))
note = next(one.note for one in held.attempts.all() if one.note)
print(json.dumps([open_one.request.reference, open_one.request.phone, note]))
"""


@pytest.fixture
def world():
    """Two requests of one person, one with everything; a duplicate; one open; one erased."""
    one = make_whole()
    make_merged_into(one)
    again = make_callback(
        phone=PHONE, first_name="Zzqx", words=MARK, received_at=NOW + timedelta(days=1)
    )
    erase(make_callback(phone="+41765550111", first_name="Zzqx", closed_at=NOW).request)
    anne = make_staff(
        Role.SUPERVISOR,
        username="zzqx",
        first_name="Zzqx",
        email="zzqx@exemple.invalid",
        password="pbkdf2",
    )
    give_app(anne)
    Message.objects.create(
        request=again.request,
        kind=Message.Kind.RECEIVED,
        language="fr",
        to_number=PHONE,
        body=MARK,
        parts=1,
        created_at=NOW,
        useless_after=NOW + timedelta(days=900),
    )
    mark_every_column()
    return one


def mark_every_column():
    """Write the mark into each column of text that is not kept, past every rule of ours."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # the triggers sleep
        for table in tables():
            kept = table.keep if isinstance(table, Copied) else ()
            for column in table.model._meta.concrete_fields:
                text = column.get_internal_type() in {"CharField", "TextField", "EmailField"}
                if (
                    not text
                    or column.choices
                    or column.name in kept
                    or column.name == "phone_lookup"
                ):
                    continue
                if column.unique:
                    continue  # marked by who made the row, or no words
                width = getattr(column, "max_length", None) or 200
                cursor.execute(
                    f'UPDATE "{table.model._meta.db_table}" SET "{column.column}" = left(%s, %s)'
                    f" WHERE \"{column.column}\" <> ''",
                    [f"gAAAA{MARK}" if isinstance(column, SealedTextField) else MARK, width],
                )
        cursor.execute("SET session_replication_role = DEFAULT")


@pytest.fixture
def target():
    """The address of an empty database on the server of the suite."""
    told = connection.settings_dict
    name = f"{told['NAME']}_copy"
    with psycopg.connect(**server(told), dbname="postgres", autocommit=True) as there:
        there.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        there.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        yield f"postgresql:///{name}?host={told['HOST']}&port={told['PORT']}&user={told['USER']}"
        there.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def server(told):
    names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
    return {word: told[name] for name, word in names.items() if told.get(name)}


def settings_of(path):
    """As a shell reads it that is told `set -a; . FILE`: a bare & would end the address."""
    told = subprocess.run(
        ["/bin/sh", "-c", 'set -a; . "$1"; env -0', "sh", str(path)],
        env={},
        capture_output=True,
        check=True,
    )
    found = dict(line.split("=", 1) for line in told.stdout.decode().split("\0") if line)
    return {name: value for name, value in found.items() if name not in {"PWD", "_", "SHLVL"}}


def dump(address):
    told = connection.settings_dict
    name = address.removeprefix("postgresql:///").partition("?")[0]
    done = subprocess.run(
        [programme("pg_dump")],
        env=variables(told | {"NAME": name}),
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def opened(there, key):
    """(column, text) of each encrypted value, opened with the key of the copy."""
    keys = {PERSONAL: key, PROFILE: derived(key)}
    for table in tables():
        for column in table.model._meta.concrete_fields:
            if isinstance(column, EncryptedTextField):
                cipher = Fernet(keys[column.keys])
                name = f"{table.model._meta.db_table}.{column.column}"
                for (value,) in there.execute(
                    f"SELECT {column.column} FROM {table.model._meta.db_table}"
                ):
                    yield name, cipher.decrypt(value.encode()).decode() if value else ""


@pytest.mark.django_db(transaction=True)
def test_nobody_is_in_the_copy_and_what_happened_is(world, target, tmp_path, capsys):
    keys = tmp_path / "copy.env"
    call_command("anonymise", target, keys=str(keys))

    told = capsys.readouterr().out
    theirs = settings_of(keys)
    assert f"{CallbackRequest.objects.count():9} requests_intake_callbackrequest" in told
    assert keys.stat().st_mode & 0o077 == 0
    assert not marked(dump(target))
    with psycopg.connect(target) as there:
        texts = dict(opened(there, theirs["FIELD_KEYS"]))
        assert len(texts) > 10
        assert [name for name, text in texts.items() if named(text)] == []
        _nothing_opens_with_our_keys(there)
        _left_out(there)
        _people_stay_together(there, world)
        with connection.cursor() as here:
            here.execute(SAME_WAY)
            assert there.execute(SAME_WAY).fetchall() == here.fetchall()
        _meetings_that_are_over(there)
    _runs(theirs)
    refused = tmp_path / "again.env"
    with pytest.raises(CommandError, match="not empty"):
        call_command("anonymise", target, keys=str(refused))
    with pytest.raises(CommandError, match="File exists"):
        call_command("anonymise", target, keys=str(keys))
    assert not refused.exists()


def _nothing_opens_with_our_keys(there):
    with pytest.raises(InvalidToken):
        list(opened(there, os.environ["FIELD_KEYS"].split(",")[0]))
    ours = set(CallbackRequest.objects.values_list("phone_lookup", "reference"))
    rows = there.execute("SELECT phone_lookup, reference FROM requests_intake_callbackrequest")
    assert {each for row in rows for each in row if each} & {
        e for row in ours for e in row
    } == set()


def _left_out(there):
    for model in (Factor, Fact, AuditEntry):
        assert model.objects.exists()
        assert there.execute(f"SELECT count(*) FROM {model._meta.db_table}").fetchone() == (0,)
    passwords = there.execute("SELECT DISTINCT password FROM staff_user WHERE password <> ''")
    assert passwords.fetchall() == [("!copie",)]
    states = there.execute("SELECT state FROM requests_intake_message").fetchall()
    assert {state for (state,) in states} == {"delivered", "useless"}


def _meetings_that_are_over(there):
    """As they went; elsewhere, and under a name that no calendar of a resident knows."""
    planned = Meeting.objects.filter(state="planned")
    assert planned.exists()
    with connection.cursor() as here:
        here.execute(MEETINGS)
        went = here.fetchall()
    assert {what for _id, _state, _place, what, *_times in went} == {"made", "held"}
    assert there.execute(MEETINGS).fetchall() == went
    told = there.execute("SELECT uid, state FROM callbacks_meeting").fetchall()
    assert [state for _uid, state in told] == ["held"]
    assert not {uid for uid, _state in told} & set(Meeting.objects.values_list("uid", flat=True))
    names = there.execute("SELECT name FROM callbacks_meetingplace ORDER BY id").fetchall()
    assert [name for (name,) in names] == ["Lieu d'exemple 1", "Lieu d'exemple 2"]


def _people_stay_together(there, one):
    """The two requests of one number have one number, and moved by the same whole weeks."""
    before = dict(CallbackRequest.objects.values_list("pk", "received_at"))
    now = {
        pk: (lookup, came)
        for pk, lookup, came in there.execute(
            "SELECT id, phone_lookup, received_at FROM requests_intake_callbackrequest"
        )
    }
    mine = [pk for pk in before if now[pk][0] == now[one.pk][0]]
    assert len(mine) == 2
    (back,) = {on_the_wall(before[pk]) - on_the_wall(now[pk][1]) for pk in mine}
    assert back in [timedelta(weeks=weeks) for weeks in range(1, 9)]


def on_the_wall(instant):
    return instant.astimezone(ZONE).replace(tzinfo=None)


def _runs(theirs):
    """The pages of the team and of a resident open on the copy, with its keys."""
    environment = os.environ | theirs | {"DJANGO_SETTINGS_MODULE": "julien.settings_test"}
    done = subprocess.run(
        [sys.executable, "-c", LOOKS], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    pages, (reference, phone, note) = map(json.loads, done.stdout.splitlines()[-2:])
    assert {name: status for name, (status, _page) in pages.items()} == dict.fromkeys(pages, 200)
    assert f'data-request="{reference}"' in pages["queue"][1]
    assert phone.startswith("+41795550")
    assert phone[-2:] in pages["call"][1]
    assert note in unescape(pages["heard"][1])
    assert "data-promise" in pages["status"][1]
