"""A disaster on real servers: back up, lose everything, bring it back, erase again."""

import json
import shutil

import psycopg
import pytest

PEOPLE = """
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
from tests.make.campaigns import make_desk
from tests.make.whole import make_whole
from tests.make.callbacks import make_callback
make_desk()
call_command("import_reasons")
now = timezone.now() - timedelta(hours=1)
print("ONE", make_whole(at=now).reference)
other = make_whole(at=now, phone="+41795550122", first_name="Zzqx Autre", household_line=0)
print("OTHER", other.reference)
"""
ERASE = """
from django.utils import timezone
from requests_intake.models import CallbackRequest
from requests_intake.services.erase import erase_person
who = CallbackRequest.objects.get(reference={reference!r})
erase_person(request_ids=[who.pk], by=None, at=timezone.now())
"""
TOLD = """
import json
from requests_intake.models import CallbackRequest
print(json.dumps({r.reference: r.first_name for r in CallbackRequest.objects.all()}))
"""


def run(product, *arguments):
    done = product.manage(*arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def with_people(product):
    """The product with two people of whom everything is known."""
    lines = product.shell(PEOPLE).split()
    product.one, product.other = lines[lines.index("ONE") + 1], lines[lines.index("OTHER") + 1]
    return product


def lose_the_database(product):
    postgres = product.services.parts["DATABASE_URL"]
    with postgres._connect("postgres") as server:
        server.execute("DROP DATABASE julien WITH (FORCE)")
        server.execute("CREATE DATABASE julien")


def people(product):
    return json.loads(product.shell(TOLD))


def test_what_was_erased_after_the_backup_stays_erased_when_it_is_restored(with_people):
    product, folder = with_people, with_people.folder / "backups"
    run(product, "backup", str(folder))
    before = run(product, "campaign_report", "hors-campagne")
    product.shell(ERASE.format(reference=product.one))
    lose_the_database(product)

    told = run(product, "restore", str(folder))

    assert "Erased again, as since the backup: 1." in told
    names = people(product)
    assert names[product.other] == "Zzqx Autre"
    assert names[product.one] == ""
    assert run(product, "campaign_report", "hors-campagne") == before
    assert "every seal fits" in run(product, "verify_audit")
    refused = product.manage("restore", str(folder))
    assert refused.returncode
    assert "not empty" in refused.stderr
    assert people(product) == names


def test_the_copy_of_the_list_is_enough_when_the_machine_is_gone(with_people):
    product, folder = with_people, with_people.folder / "backups"
    run(product, "backup", str(folder))
    product.shell(ERASE.format(reference=product.one))
    earlier = sorted(folder.glob("*.backup"))[0]
    kept = product.folder / "kept.backup"
    shutil.copy(earlier, kept)
    run(product, "backup", str(folder))
    lose_the_database(product)
    (product.folder / "erased.txt").unlink()
    shutil.move(kept, folder / "earlier.backup")

    run(product, "restore", str(folder / "earlier.backup"))

    assert people(product)[product.one] == ""


def test_a_trial_brings_it_back_elsewhere_leaves_nothing_and_sees_a_cut_file_or_lost_key(
    with_people,
):
    product, folder = with_people, with_people.folder / "backups"
    run(product, "backup", str(folder))
    content = next(folder.glob("*.backup")).read_bytes()
    assert b"Zzqx" not in content

    told = run(product, "restore_drill", str(folder))

    assert "came back whole" in told
    with psycopg.connect(product.environment["DATABASE_URL"]) as database:
        names = database.execute("SELECT datname FROM pg_database").fetchall()
        kinds = database.execute("SELECT kind, problem FROM retention_safeguard ORDER BY id")
        assert kinds.fetchall() == [("backup", ""), ("drill", "")]
    assert [name for (name,) in names if "drill" in name] == []

    path = next(folder.glob("*.backup"))
    path.write_bytes(path.read_bytes()[:-100])
    cut = product.manage("restore_drill", str(folder))
    product.environment["FIELD_KEYS"] = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ="
    lost = product.manage("restore_drill", str(folder))
    assert "did not come back" in cut.stderr
    assert "none of FIELD_KEYS opens it" in lost.stderr
