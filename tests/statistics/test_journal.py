"""The trail as a file: whole or known to be cut, in constant memory, never without a reason."""

import csv
import hashlib
import io
import subprocess
import sys
from datetime import timedelta
from itertools import islice, repeat
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from pytest_django.asserts import assertContains

from campaigns.statistics.exports import UNDER_WAY, as_exports, exports_before
from campaigns.statistics.journal import AT_ONCE, as_csv, as_xlsx, lines
from julien.audit.models import AuditEntry
from julien.core.roles import Role
from tests.make.figures import make_running_campaign
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db
FILE = "/pilotage/exports/journal.csv"


def make_entries(count):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditentry (at, action, what, columns, page, why, row_id)"
            " SELECT now() - interval '1 day' + n * interval '1 ms', 'update',"
            " 'callbacks_callback', 'state, visible_from', 'callbacks:call', '', n"
            " FROM generate_series(1, %s) n",
            [count],
        )


@pytest.fixture
def admin(client, db):
    person = make_staff(Role.ADMIN, first_name="Ada", last_name="Ministre")
    client.force_login(person)
    return person


def states(now=None):
    now = now or timezone.now()
    return [
        (one.what, one.extension, one.why, one.state)
        for one in as_exports(exports_before(now), now=now)
    ]


def test_a_whole_file_proves_it_and_the_list_says_so(client, admin):
    make_entries(AT_ONCE + 200)
    answer = client.get(FILE, {"motif": "team"})
    assert answer.streaming
    assert "ju-lien-journal.csv" in answer.headers["Content-Disposition"]
    content = b"".join(answer.streaming_content)

    above = content[: content[:-2].rindex(b"\r\n") + 2]
    last = content.removeprefix(above).strip()
    said, number, checksum = last.decode().split(";")
    rows = list(csv.reader(io.StringIO(above.decode("utf-8-sig")), delimiter=";"))
    assert said == "Fin du fichier"
    assert number == f"{len(rows) - 1} lignes"
    assert len(rows) - 1 >= AT_ONCE + 200
    assert checksum == f"sha256 {hashlib.sha256(above).hexdigest()}"
    assert rows[0][:4] == ["Quand", "Qui", "Action", "Quoi"]
    assert ["modifié", "callbacks_callback", "1"] in [row[2:5] for row in rows]
    assert states() == [("Journal", "csv", "Travail de l'équipe", "remis en entier")]


def test_a_reader_who_goes_away_shows_as_interrupted(client, admin):
    make_entries(AT_ONCE)
    answer = client.get(FILE, {"motif": "team"})
    pieces = iter(answer.streaming_content)
    cut = [next(pieces) for _piece in range(50)]
    del answer, pieces  # as a server does when nobody reads on: the generator ends where it is

    assert b"Fin du fichier" not in b"".join(cut)
    assert [state for *_what, state in states()] == ["en cours"]
    assert [state for *_what, state in states(timezone.now() + UNDER_WAY)] == ["interrompu"]
    client.force_login(make_staff(Role.SUPERVISOR))
    page = client.get("/pilotage/exports/")
    assertContains(page, '<td data-head="État">en cours</td>', html=True)


# A web process that dies while it hands the trail over.
DIES = """
import os, signal, sys
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from django.test import Client
from julien.staff.models import User
client = Client(headers={"host": "127.0.0.1"})
client.force_login(User.objects.get(pk=sys.argv[2]))
answer = client.get(sys.argv[3], {"motif": "team"})
for number, piece in enumerate(answer.streaming_content):
    os.write(1, piece)
    if number == 50:
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.django_db(transaction=True)
def test_a_server_that_is_killed_shows_as_interrupted():
    make_entries(AT_ONCE)
    person, name = make_staff(Role.ADMIN), str(connection.settings_dict["NAME"])
    died = subprocess.run(
        [sys.executable, "-c", DIES, name, str(person.pk), FILE],
        timeout=60,
        capture_output=True,
        check=False,
    )

    assert died.returncode == -9
    assert died.stdout.startswith("\ufeffQuand".encode())
    assert b"Fin du fichier" not in died.stdout
    assert [state for *_what, state in states()] == ["en cours"]
    assert [state for *_what, state in states(timezone.now() + UNDER_WAY)] == ["interrompu"]


def test_a_reader_who_goes_away_leaves_nothing_open_in_the_database():
    make_entries(AT_ONCE + 1)
    left = lines(timezone.now())
    next(left)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors")
        assert cursor.fetchone() == (0,)


def test_a_workbook_of_it_opens_and_ends_the_same_way(client, admin):
    make_entries(30)
    content = b"".join(client.get(FILE.replace("csv", "xlsx"), {"motif": "other"}))
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.values)

    assert rows[0][0] == "Quand"
    assert rows[-1][:2] == ("Fin du fichier", f"{len(rows) - 2} lignes")
    text = "".join("\t".join(cell or "" for cell in row) + "\n" for row in rows[1:-1])
    assert rows[-1][2] == f"sha256 {hashlib.sha256(text.encode()).hexdigest()}"
    assert states()[0][1:] == ("xlsx", "Autre", "remis en entier")


def test_nothing_leaves_without_a_reason_nor_for_another_role(client, admin):
    answer = client.get(FILE)
    assertContains(answer, "Choisissez un motif", status_code=422)
    assert client.get(f"{FILE[:-3]}exe").status_code == 404
    client.force_login(make_staff(Role.SUPERVISOR))
    assert client.get(FILE, {"motif": "team"}).status_code == 403
    assert states() == []


def test_what_somebody_wrote_as_a_reason_does_not_run_in_a_spreadsheet(client, admin):
    AuditEntry.objects.create(action="read", what="x", why="=HYPERLINK(1)", at=timezone.now())
    content = b"".join(client.get(FILE, {"motif": "team"}).streaming_content).decode()
    assert ";'=HYPERLINK(1)" in content


def highest_memory():
    """Peak resident memory since forget_peak(), in MB."""
    status = Path("/proc/self/status").read_text()
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def forget_peak():
    Path("/proc/self/clear_refs").write_text("5")


def peak_of(pieces):
    forget_peak()
    assert sum(map(len, pieces)) > 10_000
    return highest_memory()


def test_a_hundred_thousand_lines_take_the_memory_of_ten_thousand():
    """Read from the database as CSV; as a workbook the writing alone, of lines made on the way."""
    before = timezone.now() + timedelta(seconds=1)
    make_entries(100_000)
    line = next(lines(before))
    for few, many in (
        (as_csv(islice(lines(before), 10_000)), as_csv(lines(before))),
        (as_xlsx(repeat(line, 10_000)), as_xlsx(repeat(line, 100_000))),
    ):
        low = peak_of(few)
        assert peak_of(many) - low < 10


def test_the_command_leaves_its_line_with_its_reason(tmp_path):
    make_running_campaign(slug="automne-2026", name="Automne 2026")
    call_command("campaign_report", "automne-2026", "-o", str(tmp_path / "a.json"))
    call_command(
        "campaign_report",
        "automne-2026",
        "--format",
        "csv",
        "--motif",
        "canton",
        stdout=io.StringIO(),
    )
    now = timezone.now()
    assert [
        (one.who, one.campaign, one.extension, one.why)
        for one in as_exports(exports_before(now), now=now)
    ] == [
        ("ligne de commande", "Automne 2026", "csv", "Ligne de commande : Rapport au canton"),
        ("ligne de commande", "Automne 2026", "json", "Ligne de commande"),
    ]
