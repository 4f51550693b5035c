"""When the backup and its trial are told to be wrong: /readyz, doctor, the page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from callbacks.tasks import check_states
from julien.core.parts import try_parts
from julien.core.roles import Role
from julien.retention.backup.making import archives, make_backup
from julien.retention.backup.safeguards import (
    Failed,
    backup_problem,
    drill,
    drill_problem,
    problems,
)
from julien.retention.erased_list import copy_list, note_erased, read_erased
from julien.retention.models import Safeguard
from julien.retention.tasks import back_up_tonight, drill_this_month
from requests_intake.models import CallbackRequest
from tests.make.callbacks import NOW, make_callback
from tests.make.staff import make_staff

DAY = timedelta(days=1)


def ran(kind, days_ago, problem=""):
    Safeguard.objects.create(kind=kind, at=timezone.now() - days_ago * DAY, problem=problem)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("backup", "trial", "told"),
    [
        (None, None, ("never run", "never run")),
        ((1, ""), (39, ""), ("", "")),
        ((3, ""), (41, ""), ("too old", "too old")),
        ((0, "disk full"), (0, "cut off"), ("failed", "failed")),
    ],
)
def test_what_is_wrong_is_told(settings, backup, trial, told):
    settings.BACKUP_DIR = "/backups"
    settings.SAFEGUARDS = {
        "backup": "julien.retention.backup.safeguards.backup_problem",
        "restore_drill": "julien.retention.backup.safeguards.drill_problem",
    }
    for kind, run in (("backup", backup), ("drill", trial)):
        if run:
            ran(kind, *run)

    assert (backup_problem(), drill_problem()) == told
    parts = {part.name: part for part in try_parts()}
    assert (parts["backup"].problem, parts["restore_drill"].problem) == told
    assert not parts["backup"].needed
    assert len(list(problems())) == 2 * bool(told[0])


@pytest.mark.django_db
def test_a_success_after_a_failure_is_what_counts():
    ran("backup", 1, "disk full")
    ran("backup", 0)
    assert backup_problem() == ""


@pytest.mark.django_db
def test_without_a_folder_doctor_says_so_except_in_a_demo(settings):
    settings.BACKUP_DIR, settings.DEMO = "", False
    assert list(problems()) == ["BACKUP_DIR is not set: nobody backs up the database by itself."]
    settings.DEMO = True
    assert list(problems()) == []


@pytest.mark.django_db
def test_doctor_names_a_list_that_cannot_be_written(settings, tmp_path):
    settings.DEMO = True
    (tmp_path / "file").write_text("")
    settings.ERASED_LIST = tmp_path / "file" / "erased.txt"
    assert ["ERASED_LIST cannot be written" in line for line in problems()] == [True]


@pytest.mark.django_db(transaction=True)
def test_the_tasks_of_the_night_back_up_and_try_it_out(settings, tmp_path):
    make_callback()
    settings.BACKUP_DIR = str(tmp_path)

    back_up_tonight()
    drill_this_month()

    assert [one.problem for one in Safeguard.objects.all()] == ["", ""]
    assert (backup_problem(), drill_problem()) == ("", "")
    backup, trial = Safeguard.objects.order_by("pk")
    assert trial.made_at == backup.made_at
    assert backup.size == archives(tmp_path)[0][1].stat().st_size


@pytest.mark.django_db(transaction=True)
def test_what_went_wrong_at_night_is_kept_and_logged(settings, tmp_path, caplog):
    (tmp_path / "file").write_text("")
    settings.BACKUP_DIR = str(tmp_path / "file" / "backups")

    back_up_tonight()

    assert backup_problem() == "failed"
    assert "back_up" in caplog.text
    settings.BACKUP_DIR = ""
    back_up_tonight()
    assert Safeguard.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_folder_without_a_backup_fails_the_trial(tmp_path):
    with pytest.raises(Failed, match="no backup"):
        drill(tmp_path, at=NOW)
    assert drill_problem() == "failed"


@pytest.mark.django_db(transaction=True)
def test_backups_go_when_their_time_is_over_and_the_list_stays(tmp_path, settings):
    settings.RETENTION_DAYS = {"backups": 10}
    note_erased(["ABC"], NOW)
    make_backup(tmp_path, at=NOW)
    make_backup(tmp_path, at=NOW + 10 * DAY)
    assert len(archives(tmp_path)) == 2

    make_backup(tmp_path, at=NOW + 11 * DAY)

    assert [at for at, _path in archives(tmp_path)] == [NOW + 11 * DAY, NOW + 10 * DAY]
    assert list(read_erased(tmp_path / "erased.txt").values()) == [NOW]


def test_the_copy_of_the_list_only_grows(tmp_path):
    copy = tmp_path / "copy.txt"
    note_erased(["A"], NOW)
    copy_list(copy)
    note_erased(["B"], NOW)
    copy_list(copy)
    copy_list(copy)
    assert len(copy.read_text().splitlines()) == 2
    copy.write_text(copy.read_text() + "2026-11-24T09:00")  # a line that a power cut left
    assert len(read_erased(copy)) == 2


@pytest.mark.django_db
def test_the_page_tells_of_the_backup_and_its_trial(client):
    ran("backup", 0)
    ran("drill", 0, "The audit trail in it does not fit its seals.")
    client.force_login(make_staff(Role.ADMIN))

    page = client.get(reverse("callbacks:periods")).content.decode()

    assert "Dernière copie" in page
    assert "does not fit its seals" in page


@pytest.mark.django_db
def test_the_check_of_the_morning_is_told_until_the_next_one_finds_nothing():
    assert states() == ""  # before the first morning
    check_states()
    assert states() == ""
    callback = make_callback("closed")
    CallbackRequest.objects.filter(pk=callback.request_id).update(closed_at=None)

    check_states()

    assert states() == "failed"
    assert Safeguard.objects.latest().problem == "1 impossible"
    Safeguard.objects.all().delete()
    ran("states", 3)
    assert states() == "too old"


def states():
    (part,) = (part for part in try_parts() if part.name == "states")
    assert not part.needed
    return part.problem
