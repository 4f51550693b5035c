"""The first account of an installation, and what the doctor says of the accounts."""

from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from julien.core.roles import Role
from julien.schedule import SCHEDULE
from julien.staff import tasks
from julien.staff.diagnosis import problems
from julien.staff.models import User
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db


def invite(*words):
    out = StringIO()
    call_command("invite", *words, stdout=out)
    return out.getvalue().strip()


def test_the_link_of_the_command_opens_the_page_where_a_password_is_chosen():
    link = invite("premiere", "--role", "admin", "--email", "premiere@exemple.invalid")

    account = User.objects.get(username="premiere")
    assert account.administers
    assert not account.has_usable_password()
    page = Client().get(urlsplit(link).path).content.decode()
    assert "Bienvenue : choisissez votre mot de passe" in page


@pytest.mark.parametrize("name", ["prise", "avec espace"])
def test_a_name_that_cannot_be_is_refused(name):
    make_staff(username="prise")
    with pytest.raises(CommandError):
        invite(name, "--role", "admin")
    assert User.objects.count() == 1


def test_the_doctor_counts_administrators(settings):
    settings.REQUIRE_SECOND_FACTOR = True
    assert [said.split(":")[0] for said in problems()] == ["Nobody administers"]
    make_staff(Role.ADMIN, email="a@exemple.invalid")
    assert [said.split(":")[0] for said in problems()] == ["One administrator only"]
    make_staff(Role.ADMIN, email="b@exemple.invalid")
    assert list(problems()) == []


def test_the_doctor_names_a_door_with_one_lock_and_people_out_of_reach(settings):
    settings.REQUIRE_SECOND_FACTOR = False
    for _ in range(2):
        make_staff(Role.ADMIN)
    assert [said.split(" ")[0] for said in problems()] == ["REQUIRE_SECOND_FACTOR", "2"]

    settings.DEMO = True
    assert list(problems()) == []


def test_the_sweeps_are_rung_by_their_names():
    rung = {entry["task"] for entry in SCHEDULE.values()}
    for task in (tasks.send_letters, tasks.close_idle_accounts, tasks.clear_sessions):
        assert task.name in rung
        task()
